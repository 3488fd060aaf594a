/** Plans away from the page, so that the page stays at hand. */
import { answerFor, costFor, type PlanNews, type PlanQuestion } from './compute.ts'

const tell = (news: PlanNews) => postMessage(news)

addEventListener('message', ({ data: { scenario, phases } }: MessageEvent<PlanQuestion>) => {
  if (phases) {
    tell({ kind: 'cost', cost: costFor(scenario, { phases }) })
    return
  }
  const { scenario: _, ...answer } = answerFor(scenario, (what) => tell({ kind: 'progress', what }))
  tell({ kind: 'answer', answer })
})
