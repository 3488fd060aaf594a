/** How far releases may be apart, and how many different ones there may be. */
import type { Mixture, Scenario, Skew } from '../scenario/model.ts'
import { placesAmong } from '../scenario/release-order.ts'
import { sayCount, sayList } from '../text/say-list.ts'
import { type Finding, type Keep, severityOf } from './verdict.ts'

import { type Present, sayNode, type View } from './view.ts'

/** Judges the windows between releases. */
export function judgeSkew(view: View, keep: Keep): Finding[] {
  return (view.scenario.skew ?? []).flatMap((skew, i) =>
    view.nodes
      .filter(({ role, release }) => skew.of.includes(role) && (skew.when?.includes(release.name) ?? true))
      .flatMap((subject) => judgeSubject(view, keep, skew, i + 1, subject)),
  )
}

function judgeSubject({ scenario, nodes }: View, keep: Keep, skew: Skew, number: number, subject: Present) {
  return nodes.flatMap((reference): Finding[] => {
    if (reference === subject || !skew.against.includes(reference.role)) return []
    const isHere = reference.host !== null && reference.host === subject.host
    if (skew.over === 'same host' && !isHere) return []
    const place = placesAmong(scenario, [subject.role, reference.role])
    const behind = place(reference.role, reference.release.name) - place(subject.role, subject.release.name)
    const isTooOld = skew.older !== null && behind > skew.older
    const isTooNew = skew.newer !== null && -behind > skew.newer
    if (!isTooOld && !isTooNew) return []
    const allowed = isTooOld ? sayAllowed(skew.older, 'older') : sayAllowed(skew.newer, 'newer')
    const how = `${sayNode(subject)} is ${sayCount(Math.abs(behind), 'release')} ${isTooOld ? 'older' : 'newer'} than ${sayNode(reference)}, ${allowed}`
    return [
      {
        rule: `skew ${number}`,
        severity: severityOf(skew.effect, keep),
        reason: skew.because === null ? how : `${how}: ${skew.because}`,
        source: skew.source,
      },
    ]
  })
}

function sayAllowed(most: number | null, word: string): string {
  return most === 0 ? `where it may not be ${word}` : `where it may be ${most} ${word} at most`
}

/** Judges how many different releases there are at once. */
export function judgeMixtures({ scenario, nodes }: View, keep: Keep): Finding[] {
  return (scenario.mixtures ?? []).flatMap((mixture, i): Finding[] => {
    const members = nodes.filter(({ role }) => mixture.of.includes(role))
    const place = placesAmong(scenario, mixture.of)
    const different = new Set(members.map(({ role, release }) => place(role, release.name)))
    if (different.size <= mixture.most) return []
    return [
      {
        rule: `mixture ${i + 1}`,
        severity: severityOf(mixture.effect, keep),
        reason: sayMixture(scenario, mixture, members),
        source: mixture.source,
      },
    ]
  })
}

/** In the order of the scenario, whoever was looked at first. */
function sayMixture({ roles }: Scenario, { most, because }: Mixture, members: readonly Present[]): string {
  const inOrder = roles.flatMap(({ name, releases }) =>
    releases.flatMap((each) =>
      members.filter(({ role, release }) => role === name && release.name === each.name),
    ),
  )
  const names = [...new Set(inOrder.map(sayNode))]
  const how = `${sayList(names)} run at once, ${most === 1 ? 'where only one release may' : `where ${most} releases at most may`}`
  return because === null ? how : `${how}: ${because}`
}
