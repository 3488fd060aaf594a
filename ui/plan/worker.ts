/** Plans away from the page, so that the page stays at hand. */
import { answerFor, type PlanNews, type PlanQuestion } from './compute.ts'

const tell = (news: PlanNews) => postMessage(news)

addEventListener('message', ({ data }: MessageEvent<PlanQuestion>) => {
  const { scenario: _, ...answer } = answerFor(data.scenario, (what) => tell({ kind: 'progress', what }))
  tell({ kind: 'answer', answer })
})
