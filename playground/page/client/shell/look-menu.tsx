import { Menu, MenuButton, MenuItemCheck, MenuItemRadio, MenuProvider } from '@ariakit/react'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useWords } from '../words.ts'
import { look } from './look.ts'
import { words } from './words.ts'

const icons = { system: Monitor, light: Sun, dark: Moon }

/** Light, dark, or as the system is. */
export function LookMenu() {
  const say = useWords(words)
  const chosen = look.use()
  const Icon = icons[chosen]
  return (
    <MenuProvider placement="bottom-end" values={{ look: chosen }} setValues={(values) => look.set(values.look)}>
      <MenuButton className="shell-tool" aria-label={say.look} title={say.look}>
        <Icon size={18} aria-hidden="true" />
      </MenuButton>
      <Menu className="shell-menu" aria-label={say.look} gutter={6} portal unmountOnHide>
        {(['system', 'light', 'dark'] as const).map((value) => (
          <MenuItemRadio key={value} name="look" value={value} className="shell-menu-item" hideOnClick>
            {say.looks[value]}
            <MenuItemCheck />
          </MenuItemRadio>
        ))}
      </Menu>
    </MenuProvider>
  )
}
