export { Avatar } from './avatar.tsx'
export { Blocks } from './blocks/index.ts'
export { MessageRow } from './row.tsx'
