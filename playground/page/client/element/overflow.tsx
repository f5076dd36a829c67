import './list.css'
import './button.css'
import { Menu, MenuButton, MenuItem, MenuProvider } from '@ariakit/react'
import { Ellipsis } from 'lucide-react'
import type { Option } from '../../../slack/kit.ts'
import { withEmoji } from '../mrkdwn.tsx'
import { useWords } from '../words.ts'
import { useDoing } from './doing.tsx'
import { type Given, named } from './given.ts'
import { nameOf } from './options.tsx'
import { Spinner } from './spinner.tsx'
import { words } from './words.ts'

/** The menu behind three dots. */
export function Overflow(given: Given) {
  const { element, post } = given
  const { run, waiting, notice } = useDoing(element.confirm)
  const { more } = useWords(words)

  function pick({ value, url }: Option): void {
    if (url) open(url, '_blank', 'noreferrer')
    run(() => post.press(value))
  }

  return (
    <span className="element">
      <MenuProvider placement="bottom-end">
        <MenuButton className="element-button element-dots" aria-busy={waiting} {...named(given, more)}>
          <Ellipsis className="element-face" size={18} aria-hidden />
          {waiting && <Spinner />}
        </MenuButton>
        <Menu portal gutter={4} className="element-list element-actions" unmountOnHide>
          {(element.options ?? []).map((option) => (
            <MenuItem key={nameOf(option)} className="element-option" onClick={() => pick(option)}>
              {withEmoji(option.text.text)}
              {option.description && <span className="element-about">{withEmoji(option.description.text)}</span>}
            </MenuItem>
          ))}
        </Menu>
      </MenuProvider>
      {notice}
    </span>
  )
}
