import { useEffect } from 'react'
import { sitDown, useLine } from './line.ts'
import { Modals } from './modal/index.ts'
import { usePlace } from './place.ts'
import { Shell, Waiting } from './shell/index.ts'

export function App() {
  const { scene } = useLine()
  const { who } = usePlace()
  // Back and a changed address change who sits here, too.
  useEffect(() => sitDown(who), [who])
  if (!scene) return <Waiting />
  return (
    <>
      <Shell />
      <Modals />
    </>
  )
}
