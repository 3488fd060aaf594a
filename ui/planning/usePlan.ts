import { useEffect, useReducer, useRef } from 'react'
import type { Scenario } from '#sim/scenario/model.ts'
import type { PlanAnswer, PlanNews, PlanQuestion } from './compute.ts'
import { statesOf } from './states-of.ts'

export interface PlanState {
  /** What was found; while another answer is under way, the last one of the same system. */
  readonly answer: PlanAnswer | null
  readonly status: 'under way' | 'done' | 'failed'
  /** What is being worked out, such as `the number of safe orders`. */
  readonly what: string
}

/** Up to so many mixed states are planned at once. More would be felt. */
const mostAtOnce = 2_000

/** Larger scenarios ask for more releases, each pair of which is explored first. */
const mostReleases = 6

/** What was planned once is not planned again. */
const known = new WeakMap<Scenario, PlanState>()

/**
 * The plan of a scenario. Null asks for none.
 *
 * @param place `here`: at once where it is small, and from a worker where it is not; `away`: from a worker
 */
export function usePlan(scenario: Scenario | null, place: 'here' | 'away' = 'here'): PlanState {
  const [, tell] = useReducer((count: number) => count + 1, 0)
  const last = useRef<PlanAnswer | null>(null)
  const state = (scenario && known.get(scenario)) ?? nothing
  useEffect(() => {
    if (scenario === null || (known.get(scenario) ?? nothing).status !== 'under way') return
    const put = (next: PlanState) => {
      known.set(scenario, next)
      tell()
    }
    return place === 'here' && isSmall(scenario) ? planHere(scenario, put) : planAway(scenario, put)
  }, [scenario, place])
  if (state.answer) last.current = state.answer
  const isSame = last.current?.scenario.name === scenario?.name
  return { ...state, answer: state.answer ?? (isSame ? last.current : null) }
}

const nothing: PlanState = { answer: null, status: 'under way', what: '' }

function isSmall(scenario: Scenario): boolean {
  return (
    statesOf(scenario) <= mostAtOnce &&
    scenario.roles.every(({ releases }) => releases.length <= mostReleases)
  )
}

function planHere(scenario: Scenario, put: (state: PlanState) => void): () => void {
  let isWanted = true
  const answer = async (): Promise<PlanState> => {
    try {
      const { answerFor } = await import('./compute.ts')
      return { answer: answerFor(scenario), status: 'done', what: '' }
    } catch (error) {
      return failed(error)
    }
  }
  // The page is shown first.
  const timer = setTimeout(async () => {
    const state = await answer()
    if (isWanted) put(state)
  })
  return () => {
    isWanted = false
    clearTimeout(timer)
  }
}

function planAway(scenario: Scenario, put: (state: PlanState) => void): () => void {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<PlanNews>) => {
    if (data.kind === 'progress') put({ answer: null, status: 'under way', what: data.what })
    else if (data.kind === 'answer') {
      put({ answer: { scenario, ...data.answer }, status: 'done', what: '' })
      worker.terminate()
    }
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    put(failed(event.message))
    worker.terminate()
  })
  worker.postMessage({ scenario } satisfies PlanQuestion)
  return () => worker.terminate()
}

function failed(error: unknown): PlanState {
  return { answer: null, status: 'failed', what: error instanceof Error ? error.message : String(error) }
}
