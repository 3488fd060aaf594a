/** What comes of every connection that may exist in a mixed state, under every delivery order. */

import { releaseAt } from '../../cluster.ts'
import { type Meeting, meet } from '../../meeting.ts'
import { isBroken } from '../../outcome.ts'
import type { Link } from '../../scenario/model.ts'
import { type Breach, type Finding, type Keep, severityOf } from '../../verdict.ts'

import { type Present, sayNode, type View } from '../view.ts'

/** An acceptor that a dialer may connect to, and what comes of it. */
interface Choice {
  readonly acceptor: Present
  readonly meeting: Meeting
  readonly works: boolean
}

/** Judges the connections of every link. */
export function judgeLinks(view: View, keep: Keep): Finding[] {
  return view.scenario.links.flatMap((link) =>
    view.nodes
      .filter(({ role }) => role === link.dialer)
      .flatMap((dialer) => judgeDialer(view, keep, link, dialer)),
  )
}

/** The nodes that a dialer may connect to on a link, each with what comes of it. */
export function choicesOf(view: View, link: Link, dialer: Present): Choice[] {
  return view.nodes
    .filter((node) => node.role === link.acceptor)
    .filter((node) => node !== dialer || node.count > 1)
    .map((acceptor) => {
      const meeting = meetingOf(view, link, dialer, acceptor)
      return { acceptor, meeting, works: works(meeting) }
    })
}

/** Whether a connection that comes to this is of use. */
export const works = ({ outcome, needed }: Meeting) => !isBroken(outcome) && needed.length === 0

function meetingOf(view: View, link: Link, dialer: Present, acceptor: Present): Meeting {
  return meet(
    view.scenario,
    link,
    releaseAt(dialer.release, { ...view.levels, ...dialer.own }),
    releaseAt(acceptor.release, { ...view.levels, ...acceptor.own }),
  )
}

function judgeDialer(view: View, keep: Keep, link: Link, dialer: Present): Finding[] {
  const choices = choicesOf(view, link, dialer)
  if (choices.length === 0) return []
  if (link.needs === 'every') return choices.flatMap((choice) => judgeNeeded(keep, link, dialer, choice))
  return judgeAny(keep, link, dialer, choices)
}

function judgeNeeded(keep: Keep, link: Link, dialer: Present, choice: Choice): Finding[] {
  if (!choice.works) return [finding(link, dialer, choice, 'broken', keep)]
  return choice.meeting.outcome === 'open' ? [] : [finding(link, dialer, choice, 'lost', keep)]
}

/** A dialer that is content with any acceptor, unless one broken connection spoils the others. */
function judgeAny(keep: Keep, link: Link, dialer: Present, choices: readonly Choice[]): Finding[] {
  const broken = choices.filter((choice) => !choice.works)
  const isWithout = broken.length === choices.length || (link.spoils === true && broken.length > 0)
  if (isWithout) return broken.map((choice) => finding(link, dialer, choice, 'broken', keep))
  const isWhole = choices.some(
    ({ acceptor, meeting, works }) => works && meeting.outcome === 'open' && !acceptor.isFallback,
  )
  const losses = choices.filter(({ meeting, works }) => works && meeting.outcome !== 'open')
  const onlyFallback = choices.every(({ acceptor, works }) => !works || acceptor.isFallback)
  const first = choices.find(({ works }) => works)
  return [
    ...broken.map((choice) => finding(link, dialer, choice, 'degraded', keep)),
    ...losses.map((choice) => finding(link, dialer, choice, isWhole ? 'degraded' : 'lost', keep)),
    ...(onlyFallback && choices.some(({ acceptor }) => !acceptor.isFallback) && first
      ? [
          {
            ...finding(link, dialer, first, 'fallback', keep),
            reason: `${sayNode(dialer)} has only a fallback to connect to`,
          },
        ]
      : []),
  ]
}

function finding(
  link: Link,
  dialer: Present,
  { acceptor, meeting }: Choice,
  breach: Breach,
  keep: Keep,
): Finding {
  const { outcome, reason, needed } = meeting
  const says = needed.length > 0 ? `${sayNode(dialer)} ${needed.join('; ')}` : reason
  return {
    rule: `link ${link.name}`,
    severity: severityOf(breach, keep),
    reason: says,
    source: sourceOf(dialer, acceptor, meeting),
    pair: { link: link.name, dialer: dialer.release.name, acceptor: acceptor.release.name, outcome },
  }
}

/** Where it is known from: what the exception says, or what the release does that did not agree. */
function sourceOf(
  dialer: Present,
  acceptor: Present,
  { exception, sources, rejectedBy, ends }: Meeting,
): string | null {
  if (exception) return sources[0] ?? null
  const isAcceptor = rejectedBy === 'acceptor' || ends.acceptor.state === 'stalled'
  return (isAcceptor ? acceptor : dialer).release.source ?? sources[0] ?? null
}
