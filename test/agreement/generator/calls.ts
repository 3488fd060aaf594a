/** What is asked over connections, when, and what releases really serve. */
import { type Doc, mapping } from '../document.ts'
import type { Draw } from '../draw.ts'
import { type CallDraft, channelsOf, dialsOn, type LinkDraft, oneOrList, type RoleDraft } from './draft.ts'
import type { Protocol } from './said.ts'

const names = ['load', 'store', 'push', 'size', 'vote'] as const

interface Parts {
  readonly protocol: Protocol
  readonly roles: readonly RoleDraft[]
  readonly links: readonly LinkDraft[]
}

export function callsOf(draw: Draw, { protocol, roles, links }: Parts): CallDraft[] {
  const dialers = roles.filter(({ name }) => dialsOn(links, name).length > 0)
  const acceptors = roles.filter(({ name }) => dialsOn(links, name).length === 0)
  const count = draw.weighted([30, 1], [40, 2], [22, 3], [8, 4])
  return names.slice(0, count).map((name, i) => {
    // What an acceptor asks, nobody calls but itself.
    const by = draw.oneOf(i > 0 && draw.chance(14) ? acceptors : dialers)?.name ?? dialers[0]?.name ?? ''
    const own = dialsOn(links, by)
    return { name, by, fields: callOf(draw, protocol, own) }
  })
}

function callOf(
  draw: Draw,
  { versions, isFlags, isOdd }: Protocol,
  own: readonly LinkDraft[],
): Map<string, Doc> {
  const place = draw.weighted([55, 0], [35, 1], [10, 2])
  const since = versions[Math.min(place, versions.length - 1)] ?? ''
  const later = isFlags ? [] : versions.slice(versions.indexOf(since) + 1)
  const until = draw.chance(16) ? draw.oneOf(later) : null
  const missing = draw.weighted([50, undefined], [5, 'do without'], [30, 'fail'], [15, 'wrong data'])
  const between = isFlags
    ? []
    : versions.slice(versions.indexOf(since), until === null ? undefined : versions.indexOf(until))
  const over = draw.oneOf(own.flatMap(channelsOf))
  return mapping({
    since,
    until: until ?? undefined,
    without: draw.chance(42)
      ? draw.pick(['it is slow', 'nothing is stored', 'it has to be done by hand'])
      : undefined,
    missing,
    names: !isOdd && between.length > 0 && draw.chance(6) ? renamed(draw, between) : undefined,
    over: over !== null && draw.chance(own.flatMap(channelsOf).length > 1 ? 45 : 8) ? over : undefined,
    data: draw.chance(12) ? draw.pick(['reads', 'writes']) : undefined,
  })
}

const renamed = (draw: Draw, versions: readonly string[]): Doc =>
  new Map(draw.some(versions, 1).map((version, i): [string, Doc] => [version, `call${i}`]))

/** Lets a call be made in place of another one of its caller that is missing. */
export function addFallback(draw: Draw, calls: readonly CallDraft[], { versions }: Protocol): void {
  const rank = (call: CallDraft) => versions.indexOf(String(call.fields.get('since')))
  for (const call of calls) {
    const isFine = !call.fields.has('missing') || call.fields.get('missing') === 'do without'
    const older = calls.filter((each) => each.by === call.by && rank(each) < rank(call))
    const fallback = draw.oneOf(older)
    if (isFine && fallback !== null && draw.chance(50)) call.fields.set('fallback', fallback.name)
  }
}

/** What applications call and when: of calls of roles that dial. */
export function trafficOf(
  draw: Draw,
  calls: readonly CallDraft[],
  links: readonly LinkDraft[],
  isTested: boolean,
): Doc | undefined {
  const made = calls.filter(({ by }) => dialsOn(links, by).length > 0).map(({ name }) => name)
  if (made.length === 0) return undefined
  const some = () => oneOrList(draw, draw.some(made, 1))
  const [repeated] = draw.shuffled(made)
  const every = draw.pick(['500 ms', '1 s', '2 s', '5 s'])
  const traffic = mapping({
    test: draw.chance(isTested ? 80 : 45) ? some() : undefined,
    start: draw.chance(40) ? some() : undefined,
    repeat: repeated !== undefined && draw.chance(50) ? mapping({ [repeated]: every }) : undefined,
  })
  return traffic.size === 0 ? undefined : traffic
}

/** What releases need, lack, and number, whatever their versions claim. */
export function serve(
  draw: Draw,
  roles: readonly RoleDraft[],
  calls: readonly CallDraft[],
  isCalm: boolean,
): void {
  const all = calls.map(({ name }) => name)
  const numbered = draw.chance(isCalm ? 24 : 14) ? draw.some(all, 1) : []
  for (const { name, releases } of roles) {
    const own = calls.filter(({ by }) => by === name).map((call) => call.name)
    for (const [i, { more }] of releases.entries()) {
      if (own.length > 0 && draw.chance(i === 0 ? 22 : 14))
        more.set('needs', oneOrList(draw, draw.some(own, 1)))
      else if (i > 0 && draw.chance(3)) more.set('needs', 'none')
      if (draw.chance(i === 0 ? 5 : 12)) more.set('lacks', oneOrList(draw, draw.some(all, 1)))
      else if (i > 0 && draw.chance(4)) more.set('lacks', 'none')
      if (numbered.length > 0 && (i === 0 || draw.chance(60)))
        more.set('numbers', numbersOf(draw, numbered, i))
    }
  }
}

function numbersOf(draw: Draw, calls: readonly string[], place: number): Doc {
  return new Map(
    calls.map((call): [string, Doc] => {
      const from = place === 0 ? 0 : draw.weighted([70, 0], [30, place + 1])
      const to = from + draw.number(0, 1) + place
      return [call, from === to ? String(from) : `${from}..${to}`]
    }),
  )
}
