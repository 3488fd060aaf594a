import { useEffect, useState } from 'react'
import type { Verdict } from '#sim/rules/verdict.ts'
import type { Run } from '#sim/run/run.ts'
import type { judgeRun } from '#sim/views/summary.ts'
import glyph from '#ui/glyphs/OutcomeGlyph.module.css'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import { type SignKind, toneOfSign } from '#ui/glyphs/sign.ts'
import styles from './RunVerdict.module.css'

/** What the run that is shown comes to: by what was seen in it, and by what is known of the steps that it takes. */
export function RunVerdict({ run }: { readonly run: Run }) {
  const judged = useJudged(run)
  const [kind, reason] = judged === null ? [null, ''] : signOf(judged)
  return (
    <p
      className={[styles.verdict, kind && glyph[toneOfSign(kind)]].filter(Boolean).join(' ')}
      title={reason}
      data-testid="run-verdict"
    >
      <span className={styles.what}>this run</span>
      {kind && <SignGlyph kind={kind} />}
      {judged?.verdict}
    </p>
  )
}

type Judged = ReturnType<typeof judgeRun>

/** The verdict on a run, once the page has time for it. What was said of another run is not said of this one. */
function useJudged(run: Run): Judged | null {
  const [judged, setJudged] = useState<{ readonly run: Run; readonly by: Judged } | null>(null)
  useEffect(() => {
    let end = () => {}
    const put = (by: Judged) => setJudged({ run, by })
    const timer = setTimeout(() => {
      end = run.trace.size > mostHere ? judgeAway(run, put) : judgeHere(run, put)
    }, restingFor)
    return () => {
      clearTimeout(timer)
      end()
    }
  }, [run])
  return judged?.run === run ? judged.by : null
}

/** A run with more trace events would be felt. */
const mostHere = 10_000

function judgeHere(run: Run, put: (judged: Judged) => void): () => void {
  let isWanted = true
  // What foresees other runs is large, and none of it is on the first screen.
  import('#sim/views/summary.ts').then(
    (summary) => isWanted && put(summary.judgeRun(run)),
    // Nothing is said of what cannot be told.
    () => {},
  )
  return () => {
    isWanted = false
  }
}

function judgeAway({ spec }: Run, put: (judged: Judged) => void): () => void {
  const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<Judged>) => {
    put(data)
    worker.terminate()
  })
  worker.addEventListener('error', (event) => event.preventDefault())
  worker.postMessage(spec)
  return () => worker.terminate()
}

/** A run that is replaced sooner, in milliseconds, as while a step is dragged, is not judged. */
const restingFor = 250

/** A sign for the verdict, and the first reason for it. */
function signOf({ verdict, observed, foreseen }: Judged): readonly [SignKind, string] {
  const first = [...observed, ...foreseen].find(({ severity }) => severity === verdict)
  return [signs[verdict](first?.pair?.outcome), first?.reason ?? reasons[verdict]]
}

const signs: Readonly<Record<Verdict, (outcome?: SignKind) => SignKind>> = {
  safe: () => 'open',
  unsafe: (outcome) =>
    outcome === undefined || outcome === 'open' || outcome === 'degraded' ? 'fault' : outcome,
  unsupported: () => 'unsupported',
  unknown: () => 'unsupported',
}

const reasons: Readonly<Record<Verdict, string>> = {
  safe: 'nothing that has to be kept was lost in it, and nothing is known that could be in another run of the same steps',
  unsafe: '',
  unsupported: '',
  unknown: 'it ends before it is known what becomes of it',
}
