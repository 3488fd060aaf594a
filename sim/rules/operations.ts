/** Whether the nodes are of one release while something runs that needs it. */
import { lookUp } from '#machines/look-up.ts'
import { sayList } from '../text/say-list.ts'
import type { Finding } from './verdict.ts'

import { sayNode, type View } from './view.ts'

/** Judges every operation that runs. */
export function judgeOperations({ scenario, nodes, operations }: View): Finding[] {
  return (scenario.operations ?? []).flatMap(({ name, needsOneReleaseOf, because, source }): Finding[] => {
    if (lookUp(operations, name) !== 'running') return []
    const members = nodes.filter(({ role }) => needsOneReleaseOf.includes(role))
    const releases = new Set(members.map(({ release }) => release.name))
    if (releases.size < 2) return []
    const how = `${name} runs while there are ${sayList([...new Set(members.map(sayNode))])}`
    return [
      {
        rule: `operation ${name}`,
        severity: 'unsafe',
        reason: because === null ? how : `${how}: ${because}`,
        source,
      },
    ]
  })
}
