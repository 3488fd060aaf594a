/** Another tab has taken the document that is shown: it is only looked at from then on, until that one has left it. */
import { type About, aboutShown, tellAbout } from './about.ts'
import { whenFree } from './lock.ts'

export function loseToOtherTab(id: string): void {
  tell(id, 'here', 'other tab')
  whenFree(id).then(() => tell(id, 'other tab', 'left by other tab'))
}

/** Another document may be shown by then, or this one be held again. */
function tell(id: string, from: About['access'], access: About['access']): void {
  const about = aboutShown()
  if (about?.id === id && about.access === from) tellAbout({ ...about, access })
}
