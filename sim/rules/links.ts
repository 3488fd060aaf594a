/** What comes of every connection that may exist in a mixed state, under every delivery order. */

import { acceptorsFor, areInReach } from '../scenario/hosts.ts'
import type { Link, Release } from '../scenario/model.ts'
import { outcomes } from '../scenario/outcome.ts'
import type { Side } from '../scenario/side.ts'
import { type Meeting, meet, works } from './meeting.ts'
import { dialled, offersTo } from './remembered-offers.ts'
import { type Breach, type Finding, type Keep, severityOf } from './verdict.ts'
import { type Present, sayNode, type View, whileDown } from './view.ts'

/** An acceptor that a dialer may connect to, and what comes of it. */
interface Choice {
  readonly acceptor: Present
  readonly meeting: Meeting
  readonly works: boolean
  /** What comes of other offers that the dialer may remember, where that works and something is lost. */
  readonly others: readonly Meeting[]
  /** Where levels stand at which an end does something otherwise. */
  readonly at: Record<Side, Release['at']>
}

/** What is said of the nodes that are like one, on one link. */
export type JudgeOfDialer = (view: View, keep: Keep, link: Link, dialer: Present) => Finding[]

/** Judges the connections of every link. */
export function judgeLinks(view: View, keep: Keep, judge: JudgeOfDialer = judgeDialer): Finding[] {
  return view.scenario.links.flatMap((link) =>
    view.nodes
      .filter(({ role }) => role === link.dialer)
      .flatMap((dialer) => judge(view, keep, link, dialer)),
  )
}

/** The nodes that a dialer may connect to on a link, each with what comes of it. */
export function choicesOf(view: View, link: Link, dialer: Present): Choice[] {
  return acceptorsFor(link, dialer, view.nodes).map((acceptor) => {
    const { meeting, others } = meetingsOf(view, link, dialer, acceptor)
    const at = { dialer: dialled(view, dialer).at, acceptor: dialled(view, acceptor).at }
    return { acceptor, meeting, works: works(meeting), others, at }
  })
}

/** What comes of a dialer and an acceptor, with the worst of the offers that the dialer may remember, and with the others. */
function meetingsOf(view: View, link: Link, dialer: Present, acceptor: Present) {
  const all = offersTo(view, link, dialer, acceptor).map((offers) =>
    meet(view.scenario, link, dialled(view, dialer), dialled(view, acceptor), offers),
  )
  const [first, ...rest] = all
  if (first === undefined) throw new Error(`${dialer.release.name} has nothing to offer`)
  const meeting = rest.reduce((worst, each) => (badness(each) > badness(worst) ? each : worst), first)
  const isOther = (each: Meeting) => each !== meeting && works(each) && each.outcome !== 'open'
  return { meeting, others: all.filter(isOther) }
}

const badness = (meeting: Meeting) =>
  outcomes.indexOf(meeting.outcome) + (works(meeting) ? 0 : outcomes.length)

/** Judges the connections of the nodes that are like one, on one link. It is the same however many of them there are. */
export function judgeDialer(view: View, keep: Keep, link: Link, dialer: Present): Finding[] {
  const choices = choicesOf(view, link, dialer)
  if (choices.length === 0) return []
  if (link.needs === 'every') return choices.flatMap((choice) => judgeNeeded(keep, link, dialer, choice))
  return judgeAny(view, keep, link, dialer, choices)
}

function judgeNeeded(keep: Keep, link: Link, dialer: Present, choice: Choice): Finding[] {
  const also = othersOf(choice).map((each) => finding(link, dialer, each, 'lost', keep))
  if (!choice.works) return [finding(link, dialer, choice, 'broken', keep), ...also]
  return choice.meeting.outcome === 'open' ? [] : [finding(link, dialer, choice, 'lost', keep), ...also]
}

/** The same acceptor, met with another offer. */
const othersOf = (choice: Choice): Choice[] =>
  choice.others.map((meeting) => ({ ...choice, meeting, works: true, others: [] }))

/**
 * A dialer that is content with any acceptor, unless one broken connection spoils the others. It stays with whichever opens, so
 * that one that opens and is of no use breaks it though another would do.
 */
function judgeAny(
  view: View,
  keep: Keep,
  link: Link,
  dialer: Present,
  choices: readonly Choice[],
): Finding[] {
  const broken = choices.filter((choice) => !choice.works)
  const isWithout = broken.length === choices.length || (link.spoils === true && broken.length > 0)
  const isForWant = broken.length === choices.length && isAwayFrom(view, link, dialer)
  if (isForWant) return [deserted(view, link, dialer, keep, broken[0])]
  if (isWithout) return broken.map((choice) => finding(link, dialer, choice, 'broken', keep))
  const hasPreferred = choices.some(({ acceptor, works }) => works && !acceptor.isFallback)
  const losses = [
    ...choices.filter(({ meeting, works }) => works && meeting.outcome !== 'open'),
    ...choices.flatMap(othersOf),
  ]
  const onlyFallback = choices.every(({ acceptor, works }) => !works || acceptor.isFallback)
  const preferred = preferredOf(view, link, dialer)
  const first = choices.find(({ works }) => works)
  // Of a fallback it lets go when it finds a better one, unless the fallback is gone before that.
  const holds = ({ acceptor, meeting, works }: Choice) =>
    (works || meeting.isTaken) && (meeting.isFleeting || !(acceptor.isFallback && hasPreferred))
  return [
    ...broken.map((choice) => finding(link, dialer, choice, holds(choice) ? 'broken' : 'degraded', keep)),
    ...losses.map((choice) => finding(link, dialer, choice, holds(choice) ? 'lost' : 'degraded', keep)),
    ...(onlyFallback && preferred.all > 0 && first
      ? [
          {
            ...finding(link, dialer, first, preferred.isAway ? 'degraded' : 'fallback', keep),
            reason: `${sayNode(dialer)} has only a fallback to connect to${preferred.up === 0 ? whileDown(view) : ''}`,
          },
        ]
      : []),
  ]
}

/** How many acceptors a dialer prefers to a fallback, and whether there is only one, which is away while it is upgraded. */
function preferredOf({ nodes, down }: View, link: Link, dialer: Present) {
  const { acceptor: role } = link
  const count = (all: readonly Omit<View['down'][number], 'isSample'>[]) =>
    all
      .filter((each) => each.role === role && !each.isFallback && areInReach(link, dialer, each))
      .reduce((sum, each) => sum + each.count, 0)
  const up = count(nodes) - (dialer.role === role && !dialer.isFallback ? 1 : 0)
  const all = up + count(down)
  return { up, all, isAway: up === 0 && all === 1 }
}

/**
 * Judges whether the nodes that are like one, and are content with any acceptor, have one on a link while others are down: one that
 * is alone cannot be replaced.
 */
export function judgeDeserted(view: View, keep: Keep, link: Link, dialer: Present): Finding[] {
  const { acceptor, needs } = link
  if (needs !== 'any' || !view.down.some((each) => each.role === acceptor)) return []
  const all = [...view.nodes, ...view.down]
    .filter((each) => each.role === acceptor && areInReach(link, dialer, each))
    .reduce((sum, { count }) => sum + count, 0)
  const others = all - (dialer.role === acceptor ? 1 : 0)
  return others > 1 && acceptorsFor(link, dialer, view.nodes).length === 0
    ? [deserted(view, link, dialer, keep)]
    : []
}

/** Whether acceptors that a dialer could have are down. */
const isAwayFrom = ({ down }: View, link: Link, dialer: Present) =>
  down.some((each) => each.role === link.acceptor && areInReach(link, dialer, each))

/** @param left an acceptor that is there, and of no use */
function deserted(view: View, link: Link, dialer: Present, keep: Keep, left?: Choice): Finding {
  const missing = `${sayNode(dialer)} has no ${link.acceptor} to connect to${whileDown(view)}`
  return {
    rule: `link ${link.name}`,
    severity: severityOf('broken', keep),
    reason: left === undefined ? missing : `${missing}: ${left.meeting.needed[0] ?? left.meeting.reason}`,
    source: null,
  }
}

function finding(
  link: Link,
  dialer: Present,
  { acceptor, meeting, at }: Choice,
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
    pair: {
      link: link.name,
      dialer: dialer.release.name,
      acceptor: acceptor.release.name,
      outcome,
      ...((at.dialer ?? at.acceptor) && { at }),
    },
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
