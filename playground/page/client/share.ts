/**
 * What came, with every part that is as it was being the very part that was, so that nothing is drawn again that looks
 * the same. `after` is fresh JSON and nobody else's: it is altered.
 */
export function share<T>(before: T, after: T): T {
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after)) return after
  const keys = Object.keys(after)
  let same = keys.length === Object.keys(before).length
  for (const key of keys) {
    const was: unknown = Reflect.get(before, key)
    const is: unknown = share(was, Reflect.get(after, key))
    Reflect.set(after, key, is)
    same &&= Object.is(was, is)
  }
  return same ? before : after
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null
