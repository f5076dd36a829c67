import { useSyncExternalStore } from 'react'
import type { Answer, Deed, News, Request, Scene } from '../wire.ts'

/** `lost`: the playground cannot be reached; the page keeps showing what it last saw, and tries again. */
export type Line = { readonly scene: Scene | undefined; readonly lost: boolean }

const RETRY_AFTER = 1000

let current: Line = { scene: undefined, lost: false }
let socket: WebSocket | undefined
let seat = ''
let last = 0
const waiting = new Map<number, (answer: Answer) => void>()
const watchers = new Set<() => void>()

function become(next: Line): void {
  current = next
  for (const look of watchers) look()
}

function open(): void {
  const link = new WebSocket(`ws://${location.host}/page/line`)
  socket = link
  link.onopen = () => void act({ kind: 'be', who: seat })
  link.onmessage = ({ data }) => hear(JSON.parse(String(data)))
  link.onclose = () => {
    become({ ...current, lost: true })
    for (const [re, settle] of waiting) settle({ re, trouble: 'lost' })
    waiting.clear()
    setTimeout(open, RETRY_AFTER)
  }
}

function hear(news: News): void {
  if ('scene' in news) return become({ scene: news.scene, lost: false })
  waiting.get(news.re)?.(news)
  waiting.delete(news.re)
}

/** Connects, as `who`, and again whenever the connection is lost. To be called once. */
export function connect(who: string): void {
  seat = who
  open()
}

/** From now on this page is `who`. */
export function sitDown(who: string): void {
  seat = who
  void act({ kind: 'be', who })
}

/** Does something in the playground. What becomes of the scene arrives by itself; never rejects. */
export function act(deed: Deed): Promise<Answer> {
  last += 1
  const request: Request = { id: last, deed }
  if (socket?.readyState !== WebSocket.OPEN) return Promise.resolve({ re: request.id, trouble: 'lost' })
  socket.send(JSON.stringify(request))
  return new Promise((resolve) => waiting.set(request.id, resolve))
}

const watch = (look: () => void): (() => void) => {
  watchers.add(look)
  return () => watchers.delete(look)
}

export const useLine = (): Line => useSyncExternalStore(watch, () => current)

/** What this person sees. Only for what is shown inside `App`, which waits for the first scene. */
export function useScene(): Scene {
  const { scene } = useLine()
  if (!scene) throw new Error('there is no scene yet')
  return scene
}
