import './theme/base.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { followServer } from './data/live.ts'
import { followUrl } from './state/store.ts'

followUrl()
followServer()
const root = document.getElementById('app')
if (root) render(<App />, root)
