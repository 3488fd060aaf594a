import { useEffect, useRef, useState } from 'react'
import type { Feeding } from '#sim/inspect/feed.ts'
import type { Run } from '#sim/run/run.ts'
import { reach } from './reach.ts'
import type { StatelyLink } from './stately.ts'
import { statelyUrl } from './stately-url.ts'

/** Longer than this, in milliseconds, nobody waits for stately.ai to answer; and for its inspector to be there. */
const patience = { answer: 4_000, inspector: 20_000 }

/**
 * How far it is with Stately's inspector: not opened; stately.ai is looked for; its window loads; it is told of the run.
 * Or it did not come to that: stately.ai is away, its inspector silent, its window blocked by the browser.
 */
export type Stage = 'closed' | 'looking' | 'opening' | 'there' | 'away' | 'silent' | 'blocked'

export interface Stately {
  readonly stage: Stage
  /** What it is told of; null before it is told of anything. */
  readonly feeding: Feeding | null
  readonly open: () => Promise<void>
}

/** Shows the run to Stately's inspector, once it is opened. */
export function useStately(run: Run, moment: number, filter: string): Stately {
  const [stage, setStage] = useState<Stage>('closed')
  const [feeding, setFeeding] = useState<Feeding | null>(null)
  const link = useRef<StatelyLink | null>(null)
  const opened = useRef<Window | null>(null)
  const isAsked = useRef(true)
  const shown = useRef({ run, moment, filter })
  shown.current = { run, moment, filter }

  useEffect(() => link.current?.show(run, moment, filter), [run, moment, filter])

  useEffect(() => {
    isAsked.current = true
    return () => {
      isAsked.current = false
      link.current?.end()
    }
  }, [])

  useEffect(() => {
    if (stage !== 'opening') return
    const late = setTimeout(() => {
      opened.current?.close()
      setStage('silent')
    }, patience.inspector)
    return () => clearTimeout(late)
  }, [stage])

  const open = async () => {
    link.current?.end()
    link.current = null
    // At once, while the browser knows that somebody has asked for it.
    opened.current = waitingWindow()
    if (opened.current === null) return setStage('blocked')
    setStage('looking')
    const found = await reach(statelyUrl, patience.answer)
    const openStately = found === 'no' ? null : await loadStately()
    if (openStately === null || !isAsked.current) {
      opened.current.close()
      return setStage('away')
    }
    setStage('opening')
    const made = openStately(() => setStage('there'), setFeeding)
    link.current = made
    made.show(shown.current.run, shown.current.moment, shown.current.filter)
  }

  return { stage, feeding, open }
}

/** What talks to the inspector; null where it cannot be loaded, such as from a server that is out of reach by now. */
async function loadStately() {
  try {
    return (await import('./stately.ts')).openStately
  } catch {
    return null
  }
}

/** A window that the inspector will be in; null where the browser does not open one. */
function waitingWindow(): Window | null {
  const opened = window.open('', 'xstateinspector')
  try {
    if (opened) opened.document.body.textContent = 'Looks for stately.ai…'
  } catch {
    // The inspector is in it already: it is loaded anew.
  }
  return opened
}
