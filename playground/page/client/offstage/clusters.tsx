import './clusters.css'
import type { Cluster } from '../../wire.ts'
import { useWords } from '../words.ts'
import { Section } from './section.tsx'
import { words } from './words.ts'

/** More nodes than this are a number only. */
const MOST_SQUARES = 60

export function Clusters({ clusters }: { clusters: readonly Cluster[] }) {
  const say = useWords(words)
  const orders = clusters.reduce((sum, cluster) => sum + cluster.orders, 0)
  return (
    <Section title={say.clusters} {...(orders > 0 ? { aside: say.total(orders) } : {})}>
      <ul className="offstage-clusters">
        {clusters.map((cluster) => (
          <li key={cluster.id}>
            <span className="offstage-cluster-name">{cluster.name}</span>
            <span className="offstage-cluster-nodes">{say.nodes(cluster.nodes, cluster.ready)}</span>
            <span className="offstage-cluster-kind">{say.kinds[cluster.kind]}</span>
            {cluster.orders > 0 && <span className="offstage-cluster-bought">{say.bought(cluster.orders)}</span>}
            {cluster.nodes <= MOST_SQUARES && <Squares {...cluster} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** One square for each node, hollow until it is Ready. */
function Squares({ nodes, ready }: { nodes: number; ready: number }) {
  return (
    <span className="offstage-squares" aria-hidden="true">
      {Array.from({ length: nodes }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the squares are all alike
        <i key={index} className={index < ready ? 'offstage-ready' : ''} />
      ))}
    </span>
  )
}
