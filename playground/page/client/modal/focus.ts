/** What is filled in. A menu's tags come before its input, but are no place to begin. */
const CONTROLS = 'input, textarea'

/** How far below the beginning of what scrolls this stands. */
export function depthOf(view: HTMLElement, part: Element): number {
  const start = view.querySelector('.modal-blocks')?.getBoundingClientRect().top ?? 0
  return part.getBoundingClientRect().top - start
}

/** Where a person goes on: at the first input from this depth on; without one, where one can scroll. */
export function enter(view: HTMLElement, from: number): void {
  const inputs = [...view.querySelectorAll<HTMLElement>(`.modal-input :is(${CONTROLS})`)]
  const wanted = from > 0 ? undefined : inputs.find((input) => input.dataset.first)
  const target = wanted ?? inputs.find((input) => depthOf(view, input) >= from)
  const otherwise = view.querySelector<HTMLElement>('.modal-body')
  ;(target ?? otherwise)?.focus({ preventScroll: true })
}

/** Goes to the first input with an error and shows it whole, its label and the error included. */
export function enterFirstError(view: HTMLElement): void {
  const block = view.querySelector<HTMLElement>('.modal-input[data-invalid]')
  block?.scrollIntoView({ block: 'center' })
  block?.querySelector<HTMLElement>(CONTROLS)?.focus({ preventScroll: true })
}

/** Whether the focus stands nowhere in particular: nothing was there to fill in, or what had it is gone. */
export function isAdrift(): boolean {
  const at = document.activeElement
  return at === null || at === document.body || at.matches('.modal-body, .modal-window')
}
