import { isMap, parseDocument } from 'yaml'

/** The same policy, in which every request waits for its approval no longer than so many seconds. */
export function hastened(policy: string, seconds: number): string {
  const document = parseDocument(policy)
  const clusters = document.get('clusters')
  for (const { key } of isMap(clusters) ? clusters.items : []) {
    const own = ['clusters', key, 'approval', 'expires_in']
    if (document.hasIn(own)) document.deleteIn(own)
  }
  document.setIn(['approval', 'expires_in'], `${seconds}s`)
  return document.toString()
}
