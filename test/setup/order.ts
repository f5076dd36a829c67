import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Tests that start processes, servers or browsers, the longest first. They wait more than they compute: for a lease, for
 * Slack's pace, for a page.
 */
const waiting = [
  'test/walk/',
  'test/replicas/redis-away',
  'test/browser/trouble',
  'test/replicas/',
  'test/browser/',
  'test/stories/crash',
  'test/stories/last-second',
  'test/backends/redis/',
  'test/ops/metrics',
  'test/config/proxied',
  'playground/playground',
]

/** Those that wait, spread evenly over those that compute, whatever their project: so neither cores nor workers stand idle. */
export class Spread extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const path = relative(this.ctx.config.root, moduleId)
      return waiting.findIndex((start) => path.startsWith(start))
    }
    const long = sorted.filter((file) => rankOf(file) >= 0).toSorted((a, b) => rankOf(a) - rankOf(b))
    const short = sorted.filter((file) => rankOf(file) < 0)
    const each = Math.floor(short.length / Math.max(1, long.length))
    return [
      ...long.flatMap((file, at) => [file, ...short.slice(at * each, (at + 1) * each)]),
      ...short.slice(long.length * each),
    ]
  }
}
