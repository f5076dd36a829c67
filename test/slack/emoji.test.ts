import { describe, expect, it } from 'vitest'
import { emojiName } from '../../src/slack/emoji.ts'

describe('the name by which an emoji is compared', () => {
  it.each([
    ['white_check_mark', 'white_check_mark'],
    [':white_check_mark:', 'white_check_mark'],
    ['+1', '+1'],
    ['thumbsup', '+1'],
    ['thumbsup::skin-tone-2', '+1'],
    ['+1::skin-tone-6', '+1'],
    [':+1::skin-tone-3:', '+1'],
    ['x', 'x'],
    [':批准:', '批准'],
    ['e\u0301te\u0301', '\u00e9t\u00e9'],
  ])('%s is %s', (written, name) => {
    expect(emojiName(written)).toBe(name)
  })

  it.each(['shipit', 'white-check-mark', 'heavy_check_mark', 'approved', 'White_check_mark', 'ｏｋ', 'constructor'])(
    '%s is not taken for another, however it looks',
    (name) => {
      expect(emojiName(name)).toBe(name)
    },
  )
})
