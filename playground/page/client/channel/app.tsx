import { Tab, TabList, TabPanel, TabProvider } from '@ariakit/react'
import { useEffect } from 'react'
import type { Channel } from '../../wire.ts'
import { act, usePart } from '../line.ts'
import { Avatar, Blocks } from '../message/index.ts'
import { go } from '../place.ts'
import { useWords } from '../words.ts'
import { Back, type Pane } from './back.tsx'
import { Composer } from './composer.tsx'
import { Messages } from './messages.tsx'
import { words } from './words.ts'

type Tabs = Pane & { readonly channel: Channel; readonly tab: 'home' | 'messages' }

const places = { home: 'home', messages: 'app' } as const

/** The bot itself: its home, if it has one, and the direct conversation with it. */
export function AppPane({ channel, tab, backTo }: Tabs) {
  const say = useWords(words)
  const me = usePart((scene) => scene.me.id)
  const app = usePart((scene) => scene.app)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is opened anew by whoever comes to sit here
  useEffect(() => {
    void act({ kind: 'open_home', tab })
  }, [me, tab])
  return (
    <TabProvider
      selectedId={tab}
      setSelectedId={(id) => go({ channel: id === 'home' ? places.home : places.messages })}
    >
      <main className="channel-pane" aria-label={app.name}>
        <header className="channel-head">
          {backTo && <Back to={backTo} label={say.back} />}
          <Avatar user={app.id} size={24} />
          <h1>{app.name}</h1>
          <span className="channel-badge">{say.app}</span>
        </header>
        <TabList className="channel-tabs" aria-label={say.tabs}>
          {app.hasHome && <Tab id="home">{say.home}</Tab>}
          <Tab id="messages">{say.messages}</Tab>
        </TabList>
        <TabPanel tabId={tab} className="channel-tab" focusable={false}>
          {tab === 'home' ? <Home /> : <Direct channel={channel} />}
        </TabPanel>
      </main>
    </TabProvider>
  )
}

function Home() {
  const say = useWords(words)
  const { home, name } = usePart((scene) => scene.app)
  return (
    <div className="channel-home">
      {home ? (
        <Blocks blocks={home.view.blocks} scope={{ kind: 'view', view: home }} />
      ) : (
        <p className="channel-empty">{say.noHome(name)}</p>
      )}
    </div>
  )
}

function Direct({ channel }: { channel: Channel }) {
  const say = useWords(words)
  const me = usePart((scene) => scene.me.id)
  const { id, name, readOnly } = usePart((scene) => scene.app)
  return (
    <>
      <Messages
        key={me}
        channel={channel}
        label={say.messagesIn(`@${name}`)}
        top={
          <div className="channel-top">
            <Avatar user={id} size={64} />
            <h2>
              {name} <span className="channel-badge">{say.app}</span>
            </h2>
            <p>{say.directBeginning(name)}</p>
          </div>
        }
      />
      {readOnly ? (
        <p className="channel-closed">{say.readOnly}</p>
      ) : (
        <Composer channel={channel.id} label={say.writeTo(name)} />
      )}
    </>
  )
}
