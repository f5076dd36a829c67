import { describe, expect, it } from 'vitest'
import { adviceFor, sentenceOf } from '../../views/advice.ts'
import { en } from '../../views/words/en.ts'
import { languages } from '../../views/words/index.ts'
import { zh } from '../../views/words/zh.ts'
import { advised, called } from './advised.ts'

const relayed = (code: string): string =>
  `Aliyun API Error: Status Code: 404 Code: ${code} Message: The words of the cloud.`

describe.each(languages)('advice in $code', (words) => {
  const rows = [
    ['EntityNotExist.Role', 'role'],
    ['ErrManagedAddonRoleNotAttach', 'role'],
    ['OperationDenied', 'denied'],
    ['OperationDenied.NoStock', 'stock'],
    ['OperationDenied.CloudSSDNotSupported', 'disk'],
    ['Zone.NotOnSale', 'zone'],
    ['InvalidSecurityToken.Expired', 'credentials'],
    ['MissingSecurityToken', 'credentials'],
    ['Forbidden.AccessKeyDisabled', 'credentials'],
    ['IncompleteSignature', 'credentials'],
    ['IllegalTimestamp', 'clock'],
    ['InvalidPassword.Malformed', 'password'],
    ['InvalidKeyPair.NotFound', 'keyPair'],
    ['InvalidVSwitchId.IpNotEnough', 'addresses'],
    ['QuotaExceed.ElasticQuota', 'quota'],
    ['StatusForbidden', 'forbidden'],
  ] as const

  it.each(rows)('%s, as a code and in a message', (code, key) => {
    expect(adviceFor({ code, message: '' }, true, called, words)).toBe(advised(key, words))
    for (const outer of ['400', '403', 'TaskFailed', 'HTTP 400', ''])
      expect(adviceFor({ code: outer, message: relayed(code) }, true, called, words)).toBe(advised(key, words))
  })

  it('a code of its own goes before one in the message', () => {
    const why = { code: 'ErrorClusterState', message: 'after OperationDenied.NoStock' }
    expect(adviceFor(why, true, called, words)).toBe(words.advice.clusterState)
  })

  it('words of a sentence are no codes', () => {
    for (const message of ['Load Balancer Quota Forbidden', 'LoadBalancer is full', 'constructor', ''])
      expect(adviceFor({ code: 'constructor', message }, true, called, words)).toBe(words.advice.other)
  })

  it('what was not executed is corrected and asked for again: there are no instances to look for', () => {
    const why = { code: '400', message: 'what nobody knows' }
    expect(adviceFor(why, false, called, words)).toBe(words.advice.refused)
    expect(adviceFor(why, true, called, words)).toBe(words.advice.other)
  })

  it('a message without end holds nobody up', () => {
    const began = performance.now()
    for (const part of [' ', 'Aa.', 'A', '.', '('])
      expect(adviceFor({ code: '400', message: part.repeat(200_000) }, true, called, words)).toBe(words.advice.other)
    expect(performance.now() - began).toBeLessThan(200)
  })
})

it('what the bot itself says is said in the reader’s language, what the cloud says in its own', () => {
  const why = { code: 'NotReached', message: 'No connection to Alibaba Cloud could be made (ECONNREFUSED).' }
  expect(sentenceOf(why, en)).toBe(why.message)
  expect(sentenceOf(why, zh)).toBe('无法连接阿里云（系统错误 ECONNREFUSED）。')
  expect(sentenceOf({ code: 'TurnLost', message: '' }, zh)).toMatch(/。$/)
  expect(sentenceOf({ code: 'InvalidParameter', message: 'No.' }, zh)).toBe('No.')
})
