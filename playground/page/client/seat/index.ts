export { become } from './become.ts'
export { SeatSwitch } from './seat-switch.tsx'
