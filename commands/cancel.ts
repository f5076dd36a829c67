import { byPerson, type Seen } from '../src/scaleout/entry.ts'
import { isUnderWay } from '../src/scaleout/lifecycle.ts'
import type { Refusal } from '../src/scaleout/policy.ts'
import { idOf, type Request } from '../src/scaleout/record.ts'
import { some } from '../views/people.ts'
import { mention, user } from '../views/text.ts'
import type { Vocabulary } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'

/** Cancels a request for an eligible person, and says what came of it. Once the call is made it is too late. */
export async function cancelRequest(
  request: Request,
  by: string,
  seen: Seen,
  words: Vocabulary,
  { ledger }: CommandContext,
): Promise<string> {
  const id = idOf(request)
  if (await ledger.record(request.number, { type: 'cancelled', by }, byPerson(by, seen)))
    return words.buttons.cancelled(id)
  const now = await ledger.get(request.number)
  return now && isUnderWay(now) ? words.buttons.tooLate(id) : words.buttons.alreadyOver(id)
}

/** Why a person may not cancel a request or resolve what became of it; where they are only not named, the text says who may. */
export function mayNot(refusal: Refusal, request: Request, words: Vocabulary): string {
  if (refusal !== 'not_listed') return words.refusal[refusal]
  const approvers = some(request.approval.approvers.map(mention), words).join(' ')
  return words.buttons.notYours(idOf(request), user(request.by), approvers)
}
