export { Element } from './element.tsx'
export type { Scope } from './post.ts'
