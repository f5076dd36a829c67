import { go, placeNow } from '../place.ts'

/**
 * Puts `text` into the composer of this channel, in place of what is there, and focuses it.
 *
 * The contract with the composer: while a channel's composer is mounted (that of a thread is none), it listens to
 * `playground:compose` on `window`, takes the text from `detail`, a string, and calls `preventDefault`, which says that
 * it did. Until somebody does, the event is repeated with each frame: the composer of a channel that was just gone to
 * comes a moment later.
 */
export function compose(text: string, channel: string): void {
  if (placeNow().channel !== channel) go({ channel })
  let frames = MOST_FRAMES
  const offer = () => {
    frames -= 1
    const taken = !dispatchEvent(new CustomEvent('playground:compose', { detail: text, cancelable: true }))
    if (!taken && frames > 0) requestAnimationFrame(offer)
  }
  requestAnimationFrame(offer)
}

const MOST_FRAMES = 60
