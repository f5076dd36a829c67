export { showLook } from './look.ts'
export { Shell } from './shell.tsx'
export { Waiting } from './waiting.tsx'
