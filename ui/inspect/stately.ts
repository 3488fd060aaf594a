/** Tells Stately's own inspector of a run. */
import { createBrowserInspector } from '@statelyai/inspect'
import { createFeed, type Feed, type Feeding, type FeedLimits } from '#sim/inspect/feed.ts'
import { statelySink } from '#sim/inspect/stately.ts'
import type { Run } from '#sim/run/run.ts'
import { statelyUrl } from './stately-url.ts'

/** It keeps all that it is told, and the package hands it on only when the browser has time: it is told less at once. */
const limits: FeedLimits = { machines: 50, events: 0, stride: 50 }

export interface StatelyLink {
  readonly show: (run: Run, moment: number, filter: string) => void
  readonly end: () => void
}

/**
 * Opens Stately's inspector in its window, and tells it of the run once it is there; from the start each time that it
 * is loaded anew.
 *
 * @param onThere is told when it is there
 * @param onFed is told what it is told of
 */
export function openStately(onThere: () => void, onFed: (feeding: Feeding) => void): StatelyLink {
  const inspector = createBrowserInspector({
    url: statelyUrl,
    // It would keep what was said before its window is there, but not enough of it: it is told anew instead.
    maxDeferredEvents: 0,
    // Else it leaves out all but ten of anything.
    serializationDepthLimit: 100,
    serialize: (event) => event,
  })
  let feed: Feed | null = null
  let filtered = ''
  let shown: Parameters<StatelyLink['show']> | null = null
  const tell = () => {
    if (feed === null || shown === null) return
    const [run, moment, filter] = shown
    if (filter !== filtered) feed.filter(filter)
    filtered = filter
    onFed(feed.show(run, moment))
  }
  const greeted = ({ data, origin }: MessageEvent) => {
    if (Object(data).type !== '@statelyai.connected' || origin !== new URL(statelyUrl).origin) return
    feed = createFeed(
      statelySink((event) => inspector.inspect.next?.(event as never)),
      limits,
    )
    filtered = ''
    onThere()
    tell()
  }
  addEventListener('message', greeted)
  return {
    show(...next) {
      shown = next
      tell()
    },
    end() {
      removeEventListener('message', greeted)
      inspector.stop()
    },
  }
}
