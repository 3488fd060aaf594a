import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/theme/base.css'
import { recallTheme } from '#ui/theme/useTheme.ts'
import { openChannel } from './receive.ts'
import { Nobody, Viewer } from './Viewer.tsx'

recallTheme()
// The workbench beside it may be given another theme.
addEventListener('storage', recallTheme)

const isFromServer = new URLSearchParams(location.search).has('socket')
const channel = openChannel(isFromServer)
const root = createRoot(document.getElementById('root') as HTMLElement)
root.render(<StrictMode>{channel ? <Viewer channel={channel} /> : <Nobody />}</StrictMode>)
