import { listeners as cardActions } from './card-actions.ts'
import { listeners as channel } from './channel.ts'
import { listeners as form } from './form.ts'
import { listeners as groups } from './groups.ts'
import type { Listener } from './listener.ts'
import { listeners as react } from './react.ts'
import { listeners as scaleout } from './scaleout.ts'
import { listeners as submit } from './submit.ts'
import { listeners as suggest } from './suggest.ts'

/** Everything that the bot listens to. A surface is a module with its listeners, and a line here. */
export const listeners: readonly Listener[] = [
  ...scaleout,
  ...form,
  ...suggest,
  ...submit,
  ...react,
  ...cardActions,
  ...channel,
  ...groups,
]
