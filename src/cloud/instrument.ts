import { type Answer, type Cloud, ReadFault } from './cloud.ts'
import { sources as allSources, type Sources } from './sources.ts'

/**
 * Called after every call: its action, and what came of it. A list of several pages is one call. `ratelimited`: the cloud
 * said that there were too many, whatever else its answer means.
 */
export type CloudAnswered = (
  action: string,
  outcome: Answer['outcome'] | 'ok' | 'failed',
  how: { readonly ratelimited: boolean },
) => void

/**
 * The codes of its gateway and of what stands behind it (docs/platforms/ack.md#paid-calls), and an answer without a
 * code.
 */
const tooMany = /throttling|^HTTP 429$/i

/** The same cloud; `answered` is called with what came of each call. `sources`: those that it reads choices from. */
export function instrument(cloud: Cloud, answered: CloudAnswered, sources: Sources = allSources): Cloud {
  const read = async <T>(action: string, reading: Promise<T>): Promise<T> => {
    try {
      const seen = await reading
      answered(action, 'ok', { ratelimited: false })
      return seen
    } catch (error) {
      answered(action, 'failed', { ratelimited: error instanceof ReadFault && tooMany.test(error.why.code) })
      throw error
    }
  }
  return {
    send: async (place, order, mayStillSend) => {
      const answer = await cloud.send(place, order, mayStillSend)
      const ratelimited = answer.outcome !== 'accepted' && tooMany.test(answer.why.code)
      answered(order.action, answer.outcome, { ratelimited })
      return answer
    },
    task: (place, taskId) => read('DescribeTaskInfo', cloud.task(place, taskId)),
    tasks: (place) => read('DescribeClusterTasks', cloud.tasks(place)),
    nodes: (place) => read('DescribeClusterNodes', cloud.nodes(place)),
    clusters: (region, page) => read('DescribeClustersForRegion', cloud.clusters(region, page)),
    options: (place, query) => read(sources[query.source]?.action ?? 'unknown', cloud.options(place, query)),
  }
}
