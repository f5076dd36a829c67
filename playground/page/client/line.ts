import { useSyncExternalStore } from 'react'
import type { Answer, Deed, News, Request, Scene } from '../wire.ts'
import { comeAnew } from './place.ts'
import { share } from './share.ts'

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
  link.onopen = takeSeat
  link.onmessage = ({ data }) => hear(JSON.parse(String(data)))
  link.onclose = () => {
    become({ ...current, lost: true })
    for (const [re, settle] of waiting) settle({ re, trouble: 'lost' })
    waiting.clear()
    setTimeout(open, RETRY_AFTER)
  }
}

/** An address may name somebody whom nobody can be. */
function takeSeat(): void {
  void act({ kind: 'be', who: seat }).then((answer) => {
    if ('trouble' in answer && answer.trouble !== 'lost') comeAnew()
  })
}

function hear(news: News): void {
  if ('scene' in news) become({ scene: share(current.scene, news.scene), lost: false })
  else {
    waiting.get(news.re)?.(news)
    waiting.delete(news.re)
  }
}

/** Connects, as `who`, and again whenever the connection is lost. To be called once. */
export function connect(who: string): void {
  seat = who
  open()
}

/** From now on this page is `who`. */
export function sitDown(who: string): void {
  if (who === seat) return
  seat = who
  takeSeat()
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
export const useScene = (): Scene => usePart((scene) => scene)

/** A part of it: whoever shows only that is not drawn again for the rest. `of` takes what is there, and makes nothing. */
export function usePart<Part>(of: (scene: Scene) => Part): Part {
  return useSyncExternalStore(watch, () => {
    if (!current.scene) throw new Error('there is no scene yet')
    return of(current.scene)
  })
}
