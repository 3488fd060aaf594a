import { Clock, Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ClusterView } from '#sim/views/view.ts'
import { usePlan } from '#ui/planning/usePlan.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import { wholeOf } from '#ui/session/session.ts'
import type { Change, State } from '#ui/session/state.ts'
import { Changes } from './Changes.tsx'
import { FirstToFail, useFirstToFail } from './FirstToFail.tsx'
import styles from './Result.module.css'
import { ResultMatrix } from './ResultMatrix.tsx'
import { ResultOrder } from './ResultOrder.tsx'
import { ResultStates } from './ResultStates.tsx'
import { ResultSummary } from './ResultSummary.tsx'
import type { EditedText } from './useText.ts'
import { once, shownOf } from './useText.ts'

/**
 * What comes of the document. While its text cannot be read, what came of the last one that could: on another ground, below a strip,
 * and with a sentence that says so.
 */
export function Result({
  edited,
  state,
  view,
  dispatch,
}: {
  readonly edited: EditedText
  readonly state: State
  readonly view: ClusterView
  readonly dispatch: (change: Change) => void
}) {
  const session = shownOf(state)
  const { scenario } = session
  const isOld = session.draft !== undefined
  const valid = ownTextOf(session)?.text ?? null
  const [isCompared, setCompared] = useState(false)
  const since = useSince(isOld)
  const hasUpgrade = scenario.upgrade.steps.length > 0
  const plan = usePlan(hasUpgrade ? scenario : null)
  const whole = wholeOf(session)
  const failing = useFirstToFail(state)
  const [first] = edited.read.faults
  return (
    <section
      id="result"
      className={styles.result}
      aria-label="Result"
      aria-busy={plan.status === 'under way' || state.underWay !== null}
      data-old={isOld || undefined}
      tabIndex={-1}
    >
      <header className={styles.head}>
        <h2>Result</h2>
        {isOld ? (
          <p className={styles.age}>
            <Clock size={13} aria-hidden /> of the last text that was valid{since}
          </p>
        ) : (
          <p className={styles.what}>of this text</p>
        )}
        <span className={styles.spring} />
        {isOld ? (
          <button
            type="button"
            className={styles.link}
            aria-expanded={isCompared}
            onClick={() => setCompared(!isCompared)}
          >
            What has changed since
          </button>
        ) : (
          <button
            type="button"
            className={styles.button}
            title="Ctrl Enter, in the text"
            onClick={() => dispatch({ do: 'mode', mode: 'debug' })}
          >
            <Play size={12} fill="currentColor" aria-hidden /> Run in Debug
          </button>
        )}
      </header>
      <div className={styles.body}>
        {isOld && isCompared && valid !== null && <Changes before={valid} after={edited.text} />}
        {hasUpgrade ? (
          <>
            <ResultSummary plan={plan} />
            <ResultOrder session={session} dispatch={dispatch} />
          </>
        ) : (
          <p className={styles.none}>Nothing is upgraded here: “upgrade” says where it is to lead.</p>
        )}
        <div className={styles.pair}>
          <ResultMatrix
            scenario={whole}
            failing={session === state.session ? (failing?.choice ?? null) : null}
            onOpen={(cell) => {
              dispatch({ do: 'cell', cell })
              dispatch({ do: 'mode', mode: 'matrix' })
            }}
          />
          {failing && session === state.session && <FirstToFail scenario={whole} failing={failing} />}
        </div>
        {plan.answer && (
          <ResultStates
            session={session}
            view={session === state.session ? view : null}
            answer={plan.answer}
            onGo={() => dispatch({ do: 'mode', mode: 'plan' })}
          />
        )}
      </div>
      <footer className={styles.foot}>
        {isOld ? (
          <>
            <p>
              {first
                ? `The result follows as soon as line ${first.line} can be read.`
                : 'The run of this text was left before it was there.'}
            </p>
            <span className={styles.spring} />
            {first === undefined && (
              <button type="button" className={styles.button} onClick={edited.run}>
                Run it
              </button>
            )}
            {valid !== null && (
              <button type="button" className={styles.button} onClick={() => edited.write(valid, once)}>
                Back to the valid text
              </button>
            )}
          </>
        ) : (
          <>
            <button
              type="button"
              className={styles.main}
              onClick={() => dispatch({ do: 'mode', mode: 'plan' })}
            >
              Open the plan
            </button>
            <button
              type="button"
              className={styles.button}
              onClick={() => dispatch({ do: 'mode', mode: 'matrix' })}
            >
              Open the matrix
            </button>
          </>
        )}
      </footer>
    </section>
  )
}

/** How long something lasts already, in words: `, 8 s ago`. */
function useSince(lasts: boolean): string {
  const [from, setFrom] = useState<number | null>(null)
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (!lasts) return setFrom(null)
    setFrom(performance.now())
    setNow(performance.now())
    const timer = setInterval(() => setNow(performance.now()), 1_000)
    return () => clearInterval(timer)
  }, [lasts])
  const seconds = from === null ? 0 : Math.floor((now - from) / 1_000)
  if (seconds < 1) return ''
  return seconds < 60 ? `, ${seconds} s ago` : `, ${Math.floor(seconds / 60)} min ago`
}
