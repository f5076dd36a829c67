import { act, usePart } from '../line.ts'
import { toast } from '../shell/toast.tsx'
import { useWords } from '../words.ts'
import { note } from './notes.ts'
import { words } from './words.ts'

/** Sends what was written; resolves with whether the composer may forget it. Slack itself answers what it refuses. */
export function useSend(where: { channel: string; thread?: string }): (text: string) => Promise<boolean> {
  const { trouble, notSent } = useWords(words)
  const me = usePart((scene) => scene.me.id)

  function refused(text: string, error: string): void {
    const says = slackbot(text, error)
    if (says !== undefined) note(me, where, says)
    // While the line is lost, the bar at the top says so.
    else if (error !== 'lost') toast(notSent(error))
  }

  function slackbot(text: string, error: string): string | undefined {
    const [command = ''] = text.split(/\s/)
    switch (error) {
      case 'unknown_command':
      // The workspace of a stranger does not have this app.
      case 'not_for_strangers':
        return trouble.unknown(command)
      case 'not_in_threads':
        return trouble.inThread(command)
      case 'operation_timeout':
      case 'dispatch_failed':
        return trouble.failed(command, error)
      default:
        return undefined
    }
  }

  return async (text) => {
    const answer = await act({ kind: 'type', ...where, text })
    if ('trouble' in answer) refused(text, answer.trouble)
    return !('trouble' in answer)
  }
}
