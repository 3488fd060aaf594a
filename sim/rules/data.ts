/** Whether everybody can read the data that was written so far. */

import type { DataForms } from '../scenario/model.ts'
import { releaseAt } from '../scenario/release.ts'
import { sayList } from '../text/say-list.ts'
import { type Finding, type Keep, severityOf } from './verdict.ts'

import { type Present, sayNode, type View } from './view.ts'

/** The forms in which a node writes and reads data, where levels stand as they do; null where it keeps none. */
export function formsOf(
  view: Pick<View, 'levels'>,
  { release, own }: Pick<Present, 'release' | 'own'>,
): DataForms | null {
  return releaseAt(release, { ...view.levels, ...own }).data ?? null
}

/** Judges whether every node that keeps data can read what others have written. */
export function judgeData(view: View, keep: Keep): Finding[] {
  return view.nodes.flatMap((node): Finding[] => {
    const forms = formsOf(view, node)
    const unreadable = [...view.written].filter((form) => forms !== null && !forms.reads.includes(form))
    if (unreadable.length === 0) return []
    return [
      {
        rule: 'data',
        severity: severityOf('unreadable', keep),
        reason: `${sayNode(node)} cannot read ${sayList(unreadable)}, in which data was written`,
        source: node.release.source,
      },
    ]
  })
}
