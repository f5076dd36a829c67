import './fonts.ts'
import './theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { connect } from './line.ts'
import { placeNow } from './place.ts'
import { showLook } from './shell/index.ts'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
showLook()
connect(placeNow().who)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
