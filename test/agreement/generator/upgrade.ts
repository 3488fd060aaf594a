/** What the upgrade changes, by way of what, in which order, and what has to hold meanwhile. */
import { type Doc, isMapping, mapping } from '../document.ts'
import type { Draw } from '../draw.ts'
import { type LevelDraft, type NodeDraft, oneOrList, placeOf, type RoleDraft } from './draft.ts'

interface Parts {
  readonly roles: readonly RoleDraft[]
  readonly nodes: readonly NodeDraft[]
  readonly levels: readonly LevelDraft[]
  readonly operations: readonly string[]
  readonly paths: Doc | undefined
}

/** What is counted when it is said how many steps an upgrade has. */
interface Goals {
  readonly to: Map<string, Doc>
  readonly through: Map<string, Doc>
  /** The steps of each unit, by the word that names it and nothing else. */
  readonly steps: ReadonlyMap<string, number>
}

/** More than these are too many for walking every order, but of a crowd, whose orders nobody walks. */
const mostSteps = 8
const mostOfCrowd = 90

/** A role of more nodes than these is a crowd. */
const mostCounted = 5

/** The place of the release that each role starts with: the first, or a later one where it is to go back. */
export function startsOf(draw: Draw, roles: readonly RoleDraft[], backwards: number): Map<string, number> {
  const isBack = draw.chance(backwards)
  return new Map(
    roles.map(({ name, releases }) => [name, isBack && draw.chance(60) ? releases.length - 1 : 0]),
  )
}

/** @param wished what this scenario has to say something about */
export function upgradeOf(draw: Draw, parts: Parts, wished: readonly string[]): Doc {
  const { to, through, steps } = goalsOf(draw, parts)
  return mapping({
    at: draw.chance(6) ? draw.pick(['0', '500 ms', '3 s']) : undefined,
    to,
    through: through.size > 0 ? through : undefined,
    order: draw.chance(35) ? orderOf(draw, parts, steps) : undefined,
    keep: keepOf(draw, wished),
    pace: draw.chance(14) ? paceOf(draw, parts) : undefined,
  })
}

function paceOf(draw: Draw, { roles, nodes }: Parts): Doc {
  const there = roles.filter(({ name }) => nodes.some(({ role }) => role === name))
  return new Map(
    draw.some(there, 1).map(({ name }): [string, Doc] => [name, draw.pick(['1', '2', '5', 'all'])]),
  )
}

function keepOf(draw: Draw, wished: readonly string[]): Doc | undefined {
  if (draw.chance(wished.length > 0 ? 25 : 70)) return undefined
  if (wished.length > 0 && draw.chance(75)) {
    const all = draw.chance(25) ? wished : draw.some(wished, 1)
    const others = ['working', 'supported'].filter((each) => !all.includes(each) && draw.chance(60))
    return oneOrList(draw, [...others, ...all])
  }
  return oneOrList(
    draw,
    draw.pick([
      ['open'],
      ['working'],
      ['service'],
      ['supported'],
      ['open', 'supported'],
      ['working', 'service'],
      ['readable', 'preferred'],
    ]),
  )
}

function goalsOf(draw: Draw, { roles, nodes, levels, operations, paths }: Parts): Goals {
  const to = new Map<string, Doc>()
  const through = new Map<string, Doc>()
  const steps = new Map<string, number>(operations.map((name) => [name, 2]))
  const most = roles.some(({ size }) => size > mostCounted) ? mostOfCrowd : mostSteps
  const room = () => most - [...steps.values()].reduce((sum, each) => sum + each, 0)
  const moving = draw.chance(80) ? draw.shuffled(roles) : draw.some(draw.shuffled(roles), 1)
  for (const { name, releases } of moving) {
    const own = nodes.filter(({ role }) => role === name)
    const starts = own.map(({ release }) => placeOf(releases, release))
    const start = Math.min(...starts)
    const goal = goalOf(draw, releases.length, start)
    const last = releases[goal]?.name
    if (last === undefined || goal === start) continue
    const between = releases.slice(start + 1, goal).map((release) => release.name)
    const isNarrow = paths !== undefined && isMapping(paths) && paths.has(name)
    const stops = between.length > 0 && draw.chance(isNarrow ? 60 : 30) ? draw.some(between, 1) : []
    const each = (release: string) => {
      const place = placeOf(releases, release)
      if (place === goal) return 0
      return (
        1 + stops.filter((stop) => placeOf(releases, stop) > place && placeOf(releases, stop) < goal).length
      )
    }
    const moved = own.filter(({ release }) => each(release) > 0)
    const needed = moved.reduce((sum, { release }) => sum + each(release), 0)
    const some = needed > room() || draw.chance(7) ? moved.slice(0, Math.max(1, Math.min(2, room()))) : null
    const words = some === null ? [name] : some.map(({ id }) => id)
    for (const word of words) to.set(word, last)
    const isMeant = (node: NodeDraft) => some === null || some.includes(node)
    if (stops.length > 0) {
      // A stop has to lie on the way of somebody.
      const isOnTheWay = moved.some((node) => isMeant(node) && each(node.release) > 1)
      const [word = name] = words
      if (isOnTheWay && (words.length === 1 || !draw.chance(70))) {
        for (const one of words) through.set(one, oneOrList(draw, stops))
      } else if (isOnTheWay) through.set(word, oneOrList(draw, stops))
    }
    for (const node of moved.filter(isMeant)) {
      const hasStops = through.has(name) || through.has(node.id)
      steps.set(node.id, hasStops ? each(node.release) : 1)
    }
  }
  for (const level of levels) raise(draw, level, nodes, { to, steps }, room())
  if (to.size === 0) return goalsOf(draw, { roles, nodes, levels, operations, paths })
  return { to, through, steps }
}

function goalOf(draw: Draw, count: number, start: number): number {
  if (start > 0 && start === count - 1) return draw.number(0, start - 1)
  return draw.chance(72) ? count - 1 : draw.number(Math.min(start + 1, count - 1), count - 1)
}

function raise(
  draw: Draw,
  { name, values, raised, members, fields }: LevelDraft,
  nodes: readonly NodeDraft[],
  { to, steps }: { to: Map<string, Doc>; steps: Map<string, number> },
  room: number,
): void {
  if (raised === 'automatically' || draw.chance(12)) return
  const start = Math.max(0, values.indexOf(String(fields.get('start'))))
  const isLower = start > 0 && draw.chance(40) && fields.get('reversible') !== 'no'
  const goal = isLower ? 0 : draw.number(Math.min(start + 1, values.length - 1), values.length - 1)
  if (goal === start) return
  const units =
    raised === 'by an operator'
      ? [name]
      : nodes.filter(({ role }) => members.includes(role)).map(({ id }) => `${id}.${name}`)
  if (units.length * Math.abs(goal - start) > Math.max(room, 1)) return
  to.set(name, values[goal] ?? '')
  for (const unit of units) steps.set(unit, Math.abs(goal - start))
}

/** Every step once: by the words of roles and levels where each stands for the next step of all of its own, or unit by unit. */
function orderOf(draw: Draw, { roles, nodes, levels }: Parts, steps: ReadonlyMap<string, number>): Doc {
  const units = [...steps].flatMap(([unit, count]) => Array.from({ length: count }, () => unit))
  if (draw.chance(55)) return draw.shuffled(units)
  const groups = [
    ...roles.map(({ name }) => ({
      word: name,
      own: nodes.filter(({ role }) => role === name).map(({ id }) => id),
    })),
    ...levels
      .filter(({ raised }) => raised === 'on each node')
      .map(({ name }) => ({
        word: name,
        own: [...steps.keys()].filter((unit) => unit.endsWith(`.${name}`)),
      })),
  ]
  const words = [...groups, ...[...steps.keys()].map((unit) => ({ word: unit, own: [unit] }))].filter(
    ({ word, own }, _, all) =>
      own.some((unit) => steps.has(unit)) &&
      // A unit goes by the word of its group where it has one.
      (own[0] !== word || !all.some((other) => other.word !== word && other.own.includes(word))),
  )
  return draw.shuffled(
    words.flatMap(({ word, own }) => {
      const most = Math.max(0, ...own.map((unit) => steps.get(unit) ?? 0))
      return Array.from({ length: most }, () => word)
    }),
  )
}
