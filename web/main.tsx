import './theme/base.css'
import './ui/ui.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { followServer } from './data/live.ts'
import { followUrl } from './state/store.ts'
import { followKeys } from './views/page-keys.ts'

followUrl()
followServer()
followKeys()
const root = document.getElementById('app')
if (root) render(<App />, root)
