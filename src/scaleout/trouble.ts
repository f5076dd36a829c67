import type { Reason, Request, Stage } from './record.ts'

/** Why a request does not go on as it should, where that is news since `before`: for the log. */
export function reasonTold(before: Request, after: Request): Reason | undefined {
  const [was, is] = [reasonIn(before.stage), reasonIn(after.stage)]
  return is && (before.stage.state !== after.stage.state || JSON.stringify(was) !== JSON.stringify(is)) ? is : undefined
}

function reasonIn(stage: Stage): Reason | undefined {
  if (stage.state === 'unknown') return stage.doubt.why
  if (stage.state === 'approved') return stage.waitReason ?? undefined
  return 'why' in stage ? (stage.why ?? undefined) : undefined
}
