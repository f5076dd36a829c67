/**
 * How long what Slack waits for may take, in ms of real time. Slack waits three seconds for an answer, and a trigger lives as
 * long (docs/platforms/slack.md#deadlines): what takes longer is answered without, or told as not known.
 */
export const timeouts = {
  /** One call of the Web API that a person waits for. */
  interactive: 2500,
  /** One call for a message, which may wait. */
  background: 10_000,
  /** A person's account, language and clusters, before a form opens. */
  person: 1000,
  /** The account of each person of a crowd, where only a job waits. */
  crowd: 20_000,
  /** What a submission is checked against, after its author's language. */
  submission: 1500,
  /** Each of two looks, one after the other: whether a person may adopt a task, and the task. */
  adoptTask: 1300,
  /** What a menu offers. */
  options: 2000,
  /** What a command answers with; later it comes by itself. */
  command: 2000,
  /** In which language a failure is told, and which request it was about: what may be left after all of these. */
  failure: 400,
} as const
