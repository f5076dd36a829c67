import { useEffect } from 'react'
import { conversationAt } from '../channel/index.ts'
import { useLine, useScene } from '../line.ts'
import { usePlace } from '../place.ts'
import { Tour } from '../tour/index.ts'
import { useLanguage } from '../words.ts'
import { Bar } from './bar.tsx'
import { Desktop } from './desktop.tsx'
import { Lost } from './lost.tsx'
import { Phone } from './phone.tsx'
import { useRoom } from './room.ts'
import './shell.css'
import { Toast } from './toast.tsx'

/** The workspace: bar, list, conversation, thread, and the strip with the other side. */
export function Shell() {
  const { lost } = useLine()
  const room = useRoom()
  useTitle()
  return (
    <div className="shell">
      <Bar room={room} />
      {lost && <Lost />}
      {room === 'phone' ? (
        <Phone tour={<Tour isDocked />} />
      ) : (
        <>
          <Desktop room={room} />
          <Tour isDocked={false} />
        </>
      )}
      <Toast />
    </div>
  )
}

/** Tells the windows apart, when each is somebody else, and a screen reader which language to speak. */
function useTitle(): void {
  const scene = useScene()
  const language = useLanguage()
  const shown = conversationAt(scene, usePlace())
  const name = shown.kind === 'app' ? scene.app.name : `#${shown.channel.name}`
  const title = [name, scene.me.name, scene.team].join(' · ')
  useEffect(() => {
    document.title = title
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [title, language])
}
