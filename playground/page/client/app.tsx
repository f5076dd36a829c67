import { useLine } from './line.ts'

export function App() {
  const { scene } = useLine()
  return <p>{scene ? `${scene.me.name}` : '…'}</p>
}
