/** The way between the viewer and the run that it shows. */
import { createWebSocketReceiver, createWindowReceiver } from '@xstate/inspect'
import { toName4 } from '#sim/inspect/xstate4/names.ts'
import { type RunEvent, runId } from '#sim/inspect/xstate4/run-service.ts'
import { nothing, type Seen, see } from './model.ts'
import type { Receiver } from './received.ts'

/** The run, as the viewer has it. */
export interface Channel {
  /** Is told when there is something else to see, at most once a frame. */
  readonly subscribe: (changed: () => void) => () => void
  readonly seen: () => Seen
  /** Whether anybody can still tell of the run. */
  readonly isOpen: () => boolean
  /** Asks for something else to be shown. */
  readonly ask: (event: RunEvent) => void
  /** Sends an event to a machine. */
  readonly send: (actor: string, event: { readonly type: string }) => void
}

/** Opens the way: to the server that the page comes from, or else to the window that opened it. Null without either. */
export function openChannel(isFromServer: boolean): Channel | null {
  if (!isFromServer && (window.self === window.top ? window.opener : window.parent) === null) return null
  let seen = nothing
  let isOpen = true
  let frame = 0
  const listeners = new Set<() => void>()
  const tell = () => {
    frame = 0
    for (const changed of listeners) changed()
  }
  const close = () => {
    isOpen = false
    tell()
  }
  const receiver = isFromServer ? socketReceiver(close) : windowReceiver()
  if (!isFromServer && window.opener !== null) watchOpener(window.opener, close)
  receiver.subscribe((received) => {
    const isFirst = seen.run === null
    seen = see(seen, received)
    // Another viewer has chosen it, or this one before it was loaded anew, and was told what had happened to it.
    const chosen = isFirst ? (seen.run?.selected ?? null) : null
    if (isFromServer && chosen !== null) ask({ type: 'select', actor: chosen })
    if (frame === 0) frame = requestAnimationFrame(tell)
  })
  function send(origin: string, { type, ...fields }: { readonly type: string }) {
    const name = toName4(type)
    const event = { $$type: 'scxml', type: 'external', name, data: { ...fields, type: name }, origin }
    receiver.send({ type: 'xstate.event', event: JSON.stringify(event) })
  }
  const ask = (event: RunEvent) => send(runId, event)
  return {
    subscribe(changed) {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    seen: () => seen,
    isOpen: () => isOpen,
    ask,
    send,
  }
}

const windowReceiver = () => createWindowReceiver() as unknown as Receiver

/** A window is not told when the one that opened it is closed. */
function watchOpener(opener: Window, closed: () => void): void {
  const watch = setInterval(() => {
    if (!opener.closed) return
    clearInterval(watch)
    closed()
  }, 500)
}

function socketReceiver(closed: () => void): Receiver {
  // The package keeps its socket to itself, and does not say when it closes.
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL) {
      super(url)
      this.addEventListener('close', closed)
    }
  }
  const server = `${location.host}/inspector`
  const protocol = location.protocol === 'https:' ? 'wss' : 'ws'
  return createWebSocketReceiver({ server, protocol, serialize: undefined }) as unknown as Receiver
}
