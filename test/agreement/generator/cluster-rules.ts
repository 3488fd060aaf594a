/** What a cluster as a whole has to keep, and what is known of it from elsewhere. */
import { type Doc, mapping } from '../document.ts'
import type { Draw } from '../draw.ts'
import { channelsOf, type LinkDraft, oneOrList, type RoleDraft } from './draft.ts'
import type { Protocol } from './said.ts'

const effectOf = (draw: Draw) =>
  draw.weighted([45, undefined], [5, 'fails'], [35, 'unsupported'], [15, 'degraded'])

export function skewOf(draw: Draw, roles: readonly RoleDraft[], hasHosts: boolean): Doc {
  return Array.from({ length: draw.weighted([75, 1], [25, 2]) }, () =>
    draw.chance(30) ? mixtureOf(draw, roles) : distanceOf(draw, roles, hasHosts),
  )
}

function distanceOf(draw: Draw, roles: readonly RoleDraft[], hasHosts: boolean): Doc {
  const names = roles.map(({ name }) => name)
  const of = draw.some(names, 1).slice(0, draw.chance(80) ? 1 : 2)
  const others = names.filter((name) => !of.includes(name))
  const against = others.length > 0 && draw.chance(75) ? draw.some(others, 1) : draw.some(names, 1)
  const own = roles.filter(({ name }) => of.includes(name))
  const turnOf = (some: readonly string[]) =>
    Math.min(...roles.filter(({ name }) => some.includes(name)).map(({ turn }) => turn))
  // Who comes later may not be newer, who comes earlier not older: as a rule, so that there is an order.
  const isEarly = draw.chance(85) ? turnOf(of) < turnOf(against) : draw.chance(50)
  const releases = own.flatMap((role) => role.releases.map(({ name }) => name))
  const limit = () => draw.weighted([50, '0'], [30, '1'], [8, '2'], [6, 'any'])
  const isBoth = draw.chance(15)
  const said = {
    older: isBoth || isEarly ? limit() : undefined,
    newer: isBoth || !isEarly ? limit() : undefined,
  }
  const isOpen = [said.older, said.newer].every((each) => each === undefined || each === 'any')
  return mapping({
    of: oneOrList(draw, of),
    against: oneOrList(draw, against),
    when: draw.chance(30) ? oneOrList(draw, draw.some([...new Set(releases)], 1)) : undefined,
    older: isOpen ? '1' : said.older,
    newer: said.newer,
    over: draw.chance(hasHosts ? 60 : 4) ? draw.weighted([5, 'same host'], [1, 'every']) : undefined,
    effect: effectOf(draw),
    because: draw.chance(15) ? 'so the manual says' : undefined,
  })
}

function mixtureOf(draw: Draw, roles: readonly RoleDraft[]): Doc {
  return mapping({
    among: oneOrList(
      draw,
      draw.some(
        roles.map(({ name }) => name),
        1,
      ),
    ),
    releases: draw.weighted([40, '1'], [50, '2'], [10, '3']),
    effect: effectOf(draw),
  })
}

/** Those who vote are connected, and more than two: else none of them may ever be down. */
export function serviceOf(
  draw: Draw,
  roles: readonly RoleDraft[],
  links: readonly LinkDraft[],
): Doc | undefined {
  const joined = draw.shuffled(links).map(({ from, to }) => [...new Set([from, to])])
  const count = (names: readonly string[]) =>
    roles.reduce((sum, { name, size }) => sum + (names.includes(name) ? size : 0), 0)
  const voters = joined.toSorted((a, b) => a.length - b.length).find((names) => count(names) > 2)
  const dialled = roles.filter(({ name, size }) => size > 1 && links.some(({ to }) => to === name))
  const floored = draw.oneOf(draw.chance(90) ? dialled : roles)
  const kinds = [...(voters ? ['quorum', 'quorum', 'connected'] : []), ...(floored ? ['floor', 'floor'] : [])]
  const chosen = draw.shuffled(kinds).slice(0, draw.chance(80) ? 1 : 3)
  const some = joined.find((names) => names.length > 1) ?? joined[0]
  const service = mapping({
    quorum: voters && chosen.includes('quorum') ? oneOrList(draw, voters) : undefined,
    connected: chosen.includes('connected')
      ? oneOrList(draw, (draw.chance(50) ? voters : some) ?? [])
      : undefined,
    floor:
      floored && chosen.includes('floor')
        ? mapping({ [floored.name]: String(floorOf(draw, floored.size)) })
        : undefined,
  })
  return service.size === 0 ? undefined : service
}

/** Of many there is one that leaves little room, where it matters. */
function floorOf(draw: Draw, size: number): number {
  const least = size > 5 && draw.chance(70) ? size - 4 : 1
  return draw.number(least, Math.max(1, size - 1))
}

export function pathsOf(draw: Draw, roles: readonly RoleDraft[]): Doc {
  return new Map(
    draw.some(roles, 1).map(({ name, releases }): [string, Doc] => {
      if (draw.chance(50)) return [name, 'one at a time']
      const names = releases.map((release) => release.name)
      const edges = names.slice(0, -1).map((from, i): [string, Doc] => {
        const later = names.slice(i + 1)
        return [from, draw.chance(12) ? 'none' : oneOrList(draw, draw.some(later, 1))]
      })
      return [name, new Map(edges)]
    }),
  )
}

export function operationsOf(draw: Draw, roles: readonly RoleDraft[]): Map<string, Doc> {
  const of = oneOrList(
    draw,
    draw.some(
      roles.map(({ name }) => name),
      1,
    ),
  )
  return mapping({
    repair: mapping({
      'one release of': of,
      because: draw.chance(30) ? 'nothing is streamed between releases' : undefined,
    }),
  })
}

export function exceptionsOf(
  draw: Draw,
  roles: readonly RoleDraft[],
  links: readonly LinkDraft[],
  { versions }: Protocol,
): Doc {
  const link = draw.oneOf(links)
  const names = (role: string | undefined) =>
    roles.find(({ name }) => name === role)?.releases.map(({ name }) => name) ?? []
  const pairs = names(link?.from).flatMap((dialer) =>
    names(link?.to).map((acceptor) => ({ dialer, acceptor })),
  )
  const chosen = draw.shuffled(pairs).slice(0, draw.weighted([75, 1], [25, 2]))
  const isNeeded = links.flatMap(channelsOf).length > 1
  return chosen.map(({ dialer, acceptor }) => {
    const outcome = draw.weighted(
      [40, 'open'],
      [15, 'degraded'],
      [20, 'rejected'],
      [15, 'stalled'],
      [10, 'half-open'],
    )
    const works = outcome === 'open' || outcome === 'degraded'
    return mapping({
      link: isNeeded || draw.chance(10) ? link?.name : undefined,
      dialer,
      acceptor,
      outcome,
      at: works ? (draw.oneOf(versions) ?? undefined) : undefined,
      because: 'so it was seen',
    })
  })
}
