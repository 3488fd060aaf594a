/** Attaches the viewer in a frame or a window to what is shown, by the protocol of `@xstate/inspect`. */
import { createDevTools, inspect } from '@xstate/inspect'
import { type Bridge, createBridge, type Host } from '#sim/inspect/xstate4/bridge.ts'
import type { DevTools } from '#sim/inspect/xstate4/protocol.ts'
import { isSaid } from '#sim/inspect/xstate4/said.ts'

/** Where the viewer is. */
export interface Viewer {
  /** The frame that it is in; null where it has a window of its own. */
  readonly frame: HTMLIFrameElement | null
  /** Its window, once it has one. */
  readonly window: () => Window | null
  readonly url: string
  /** Is told when the viewer is there. */
  readonly onThere?: () => void
}

// The types of the package are about XState 4.
const start = inspect as unknown as (options: {
  readonly iframe: HTMLIFrameElement | false
  readonly targetWindow?: Window
  readonly url: string
  readonly devTools: DevTools
}) => { readonly disconnect: () => void } | undefined

/** The types of messages that the package takes notice of. */
const heeded = /^(xstate|service)\.|^(unload|disconnect)$/

/** Attaches a viewer. It hears nothing before the bridge is shown a run. */
export function attach(viewer: Viewer, host: Host): Bridge {
  const refuse = (event: MessageEvent) => {
    const type: unknown = Object(event.data).type
    if (typeof type !== 'string' || !heeded.test(type)) return
    // The package listens to every window there is, such as one that this page is embedded in.
    const isViewer = event.source === viewer.window() && event.origin === location.origin
    if (!isViewer || !isSaid(event.data)) event.stopImmediatePropagation()
    else if (type === 'xstate.inspecting') viewer.onThere?.()
  }
  addEventListener('message', refuse)
  const devTools = createDevTools() as unknown as DevTools
  const target = viewer.window()
  const inspector = start({
    iframe: viewer.frame ?? false,
    ...(viewer.frame === null && target !== null && { targetWindow: target }),
    url: viewer.url,
    devTools,
  })
  const bridge = createBridge(devTools, host)
  return {
    ...bridge,
    end() {
      bridge.end()
      inspector?.disconnect()
      removeEventListener('message', refuse)
    },
  }
}
