import { idOf, type Request } from '../src/scaleout/record.ts'
import type { Vocabulary } from '../views/words/index.ts'
import type { Desk } from './desk.ts'

/** Cancels a request for somebody who may, and says what came of it. Once the call is made it is too late. */
export async function cancelRequest(
  request: Request,
  by: string,
  words: Vocabulary,
  { ledger }: Desk,
): Promise<string> {
  const id = idOf(request)
  if (await ledger.record(request.number, { type: 'cancelled', by })) return words.buttons.cancelled(id)
  const now = await ledger.get(request.number)
  const under = now && ['calling', 'unknown', 'running'].includes(now.stage.state)
  return under ? words.buttons.tooLate(id) : words.buttons.alreadyOver(id)
}
