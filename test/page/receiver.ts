/** What a page of stately.ai would do: listens with the receiver of @statelyai/inspect, and keeps what it is told. */
import { createBrowserReceiver } from '@statelyai/inspect'

const told: unknown[] = []
Object.assign(window, { told })
createBrowserReceiver().subscribe((event) => void told.push(event))
document.body.textContent = 'Stately’s inspector'
