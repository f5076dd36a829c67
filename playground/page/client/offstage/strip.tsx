import './strip.css'
import { usePart } from '../line.ts'
import { useWords } from '../words.ts'
import { Announcer } from './announcer.tsx'
import { Bot } from './bot.tsx'
import { Clusters } from './clusters.tsx'
import { Problems } from './problems.tsx'
import { Requests } from './requests.tsx'
import { Switches } from './switches.tsx'
import { Tasks } from './tasks.tsx'
import { words } from './words.ts'

/** The other side of the workspace: what reaches the cloud, what it does with it, and what is to go wrong. */
export function OffstageStrip() {
  const offstage = usePart((scene) => scene.offstage)
  const say = useWords(words)
  return (
    <aside className="offstage" aria-label={say.title}>
      <div className="offstage-inner">
        <header className="offstage-head">
          <h2>{say.title}</h2>
          <p>{say.lead}</p>
          <Bot bot={offstage.bot} />
        </header>
        <Switches armed={offstage.armed} />
        <Problems problems={offstage.problems} />
        <Clusters clusters={offstage.clusters} />
        <Tasks tasks={offstage.tasks} clusters={offstage.clusters} />
        <Requests calls={offstage.calls} tasks={offstage.tasks} />
      </div>
      <Announcer offstage={offstage} />
    </aside>
  )
}
