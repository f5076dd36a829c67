import type { Messenger } from '../scaleout/messenger.ts'
import type { Reaction } from '../scaleout/votes.ts'

/**
 * The reactions on a message now; undefined where they cannot be read. Then a vote that was taken back is taken back: the
 * next look counts what still stands.
 */
export const createReadReactions =
  (messenger: Pick<Messenger, 'look'>) =>
  async (at: { channel: string; ts: string }): Promise<readonly Reaction[] | undefined> => {
    const seen = await messenger.look(at, 'for a call').catch(() => undefined)
    return typeof seen === 'string' ? undefined : seen?.reactions
  }
