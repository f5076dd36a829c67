import { Tab, TabList, TabPanel, TabProvider } from '@ariakit/react'
import type { ReactNode } from 'react'
import { useWords } from '../words.ts'
import { words } from './words.ts'

/** One pane at the right for two things, the thread first. */
export function Side({ thread, strip }: { thread: ReactNode; strip: ReactNode }) {
  const say = useWords(words)
  return (
    <TabProvider defaultSelectedId="thread">
      <div className="shell-side">
        <TabList className="shell-tabs" aria-label={say.sidePane}>
          <Tab id="thread">{say.thread}</Tab>
          <Tab id="behind">{say.behind}</Tab>
        </TabList>
        <TabPanel tabId="thread" className="shell-tab" focusable={false}>
          {thread}
        </TabPanel>
        <TabPanel tabId="behind" className="shell-tab" focusable={false}>
          {strip}
        </TabPanel>
      </div>
    </TabProvider>
  )
}
