import { useEffect, useState } from 'react'
import type { Cost } from '#sim/plan/model.ts'
import type { PlanAnswer, PlanNews, PlanQuestion } from './compute.ts'

export interface CostState {
  readonly cost: Cost | null
  readonly status: 'not asked' | 'under way' | 'done' | 'failed'
}

const nothing: CostState = { cost: null, status: 'not asked' }

/** What was measured once is not measured again. */
const known = new WeakMap<PlanAnswer, CostState>()

/** What the best order of a plan costs, measured in a worker once it is asked for. */
export function useCost(answer: PlanAnswer): CostState & { readonly ask: () => void } {
  const [asked, setAsked] = useState<PlanAnswer | null>(null)
  const [, tell] = useState(0)
  const isAsked = asked === answer
  useEffect(() => {
    if (!isAsked || known.has(answer)) return
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    const put = (state: CostState) => {
      known.set(answer, state)
      worker.terminate()
      tell((count) => count + 1)
    }
    worker.addEventListener('message', ({ data }: MessageEvent<PlanNews>) => {
      if (data.kind === 'cost') put({ cost: data.cost, status: 'done' })
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      put({ cost: null, status: 'failed' })
    })
    const { scenario, plan } = answer
    worker.postMessage({ scenario, phases: plan.phases } satisfies PlanQuestion)
    return () => worker.terminate()
  }, [isAsked, answer])
  const state = known.get(answer) ?? (isAsked ? { cost: null, status: 'under way' as const } : nothing)
  return { ...state, ask: () => setAsked(answer) }
}
