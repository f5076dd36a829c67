export { OffstageStrip } from './strip.tsx'
