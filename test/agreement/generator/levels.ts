/** What a cluster stands at beside its releases, what releases do there, and the data that they write. */
import { type Doc, isMapping, type Mapping, mapping } from '../document.ts'
import type { Draw } from '../draw.ts'
import {
  answersOn,
  dialsOn,
  type LevelDraft,
  type LinkDraft,
  oneOrList,
  puttingIn,
  type ReleaseDraft,
  type RoleDraft,
} from './draft.ts'
import { accepting, offering, type Protocol, type Saying, sayingAfter } from './said.ts'

const names = ['flags', 'mode', 'era'] as const

export function levelsOf(draw: Draw, roles: readonly RoleDraft[]): LevelDraft[] {
  const count = draw.weighted([75, 1], [25, 2])
  return draw
    .shuffled(names)
    .slice(0, count)
    .map((name) => levelOf(draw, name, roles))
}

function levelOf(draw: Draw, name: string, roles: readonly RoleDraft[]): LevelDraft {
  const values = ['low', 'high', 'top'].slice(0, draw.weighted([75, 2], [25, 3]))
  const raised = draw.weighted([40, 'by an operator'], [25, 'on each node'], [35, 'automatically'])
  const all = roles.map((role) => role.name)
  const some = draw.chance(55) ? draw.some(all, 1) : all
  const start = draw.chance(6) ? values[1] : undefined
  const fields = mapping({
    values,
    start,
    raised: raised !== 'by an operator' || draw.chance(15) ? raised : undefined,
    of: some.length < all.length || draw.chance(15) ? oneOrList(draw, some) : undefined,
    reversible: draw.chance(20) ? draw.pick(['no', 'no', 'yes']) : undefined,
    transitional: draw.chance(raised === 'on each node' ? 6 : 30) ? 'yes' : undefined,
    'drops connections': draw.chance(22) ? 'yes' : undefined,
    'unknown members':
      raised === 'automatically' && draw.chance(45) ? draw.weighted([5, 'ignore'], [1, 'block']) : undefined,
  })
  return { name, values, raised, members: some, fields }
}

/** At which values releases can run: later ones at higher values, and in the end not at the lowest any more. */
export function stand(draw: Draw, roles: readonly RoleDraft[], levels: readonly LevelDraft[]): void {
  for (const level of levels) {
    const start = Math.max(0, level.values.indexOf(String(level.fields.get('start'))))
    for (const { name, releases } of roles) {
      if (!level.members.includes(name)) continue
      let [lowest, highest] = [0, start]
      for (const [i, { more }] of releases.entries()) {
        if (i > 0) {
          const last = i === releases.length - 1 && draw.chance(75)
          const higher = last ? level.values.length : draw.weighted([25, 0], [60, 1], [15, 2])
          highest = Math.min(level.values.length - 1, highest + higher)
          if (i > 1 || draw.chance(30)) lowest = Math.min(highest, lowest + draw.weighted([78, 0], [22, 1]))
        }
        const able = level.values.slice(lowest, highest + 1)
        const isSaid = i === 0 ? draw.chance(80) : draw.chance(80)
        if (isSaid) puttingIn(more, 'levels', mapping({ [level.name]: sayValues(draw, able) }))
      }
    }
  }
}

function sayValues(draw: Draw, values: readonly string[]): Doc {
  const [first] = values
  if (values.length === 1 && first !== undefined) return first
  return draw.chance(25) ? values : `${first}..${values.at(-1)}`
}

interface Wishes {
  /** Whether releases do one thing otherwise, and not many. */
  readonly isCalm: boolean
  readonly hasData: boolean
}

/** What releases do otherwise at a value: newer versions as a rule, other data, or anything. */
export function differ(
  draw: Draw,
  roles: readonly RoleDraft[],
  levels: readonly LevelDraft[],
  links: readonly LinkDraft[],
  protocol: Protocol,
  wishes: Wishes,
): void {
  for (const level of levels) {
    const writes = level.fields.get('transitional') === 'yes' && draw.chance(55)
    for (const { name, releases } of roles) {
      const isMember = level.members.includes(name)
      if (isMember && writes) writeAt(draw, level, releases)
      if (!isMember && (level.raised === 'on each node' || draw.chance(80))) continue
      for (const release of releases.slice(1)) {
        if (!draw.chance(45)) continue
        const value = draw.oneOf(level.values.slice(draw.chance(85) ? 1 : 0))
        if (value === null) continue
        const there = atValue(draw, release, protocol, sidesOf(links, name), wishes)
        if (there.size > 0) putAt(release.more, level.name, value, there)
      }
    }
  }
}

/** Says something of a value of a level, beside what is said of it already. */
function putAt(more: ReleaseDraft['more'], level: string, value: string, there: Mapping): void {
  const levels = more.get('with')
  const values = isMapping(levels) ? levels.get(level) : undefined
  const before = isMapping(values) ? values.get(value) : undefined
  const all = new Map([...(isMapping(before) ? before : []), ...there])
  puttingIn(more, 'with', mapping({ [level]: new Map([...(isMapping(values) ? values : []), [value, all]]) }))
}

/** Lets releases write another form at a higher value: while it is between the two, both are written. */
function writeAt(draw: Draw, { name, values }: LevelDraft, [first, ...later]: readonly ReleaseDraft[]): void {
  const value = values.at(-1)
  if (value === undefined || first === undefined) return
  first.more.set('data', mapping({ writes: 'F1' }))
  for (const { more } of later) {
    if (draw.chance(35)) more.set('data', mapping({ writes: 'F1', reads: ['F1', 'F2'] }))
    putAt(more, name, value, mapping({ data: mapping({ writes: 'F2', reads: ['F1', 'F2'] }) }))
  }
}

const sidesOf = (links: readonly LinkDraft[], role: string) => [
  ...(dialsOn(links, role).length > 0 ? ['dialer'] : []),
  ...(answersOn(links, role).length > 0 ? ['acceptor'] : []),
]

function atValue(
  draw: Draw,
  { saying, more }: ReleaseDraft,
  protocol: Protocol,
  sides: readonly string[],
  { isCalm, hasData }: Wishes,
) {
  const there = sayingAfter(protocol, saying.said())
  const newest = there.said().accepts.at(-1)
  const side = draw.oneOf(sides)
  const one = draw.pick(['versions', 'versions', 'rule', 'side'])
  const does = (what: 'versions' | 'rule' | 'side', percent: number) =>
    isCalm ? one === what : draw.chance(percent)
  if (newest !== undefined && !protocol.isFlags && does('versions', 60)) {
    there.say(
      draw.chance(75) ? offering(draw, [newest], 'newest') : null,
      draw.chance(55) ? accepting(draw, [newest]) : null,
    )
  }
  if (does('rule', 25)) {
    if (isCalm) there.sayOne(draw)
    else there.sayAnew(draw, 150)
  }
  if (side !== null && does('side', 18)) sayThere(draw, there, side, more, protocol)
  if (draw.chance(hasData ? 60 : 4)) {
    there.fields.set('data', mapping({ writes: 'F2', reads: draw.chance(80) ? ['F1', 'F2'] : undefined }))
  }
  return there.fields
}

/** Says something of one side at a value. */
function sayThere(
  draw: Draw,
  there: Saying,
  side: string,
  more: ReleaseDraft['more'],
  protocol: Protocol,
): void {
  const as = more.get('as')
  // What is said in this place already is not followed further.
  if (isMapping(as) && as.size > 0) return
  const narrow = sayingAfter(protocol, there.said())
  const newest = narrow.said().accepts.at(-1)
  if (newest !== undefined && !protocol.isFlags && draw.chance(60))
    narrow.say(offering(draw, [newest], 'newest'))
  narrow.sayAnew(draw, 150)
  if (narrow.fields.size > 0) there.fields.set('as', mapping({ [side]: narrow.fields }))
}

/**
 * The forms in which data is written, and which of them are read: whoever is upgraded early reads what later ones will write.
 *
 * @param atLevels whether new forms are written at higher values of a level, too
 */
export function keepData(draw: Draw, roles: readonly RoleDraft[], atLevels: boolean): void {
  const last = Math.max(...roles.map(({ turn }) => turn))
  const some = draw.chance(75) ? roles : draw.some(roles, 1)
  for (const { releases, turn } of some) {
    const isReader = atLevels || (roles.length > 1 && turn < last)
    for (const [i, { more }] of releases.entries()) {
      if (i > 0 && draw.chance(20)) continue
      const step = isReader ? 0 : roles.length > 1 ? i : i - 1
      const newest = draw.chance(12) ? draw.number(1, i + 1) : Math.max(1, Math.min(3, step + 1))
      const forms = ['F1', 'F2', 'F3', 'F4'].slice(
        0,
        Math.max(newest, i === 0 ? 1 : 2, draw.chance(25) ? 3 : 1),
      )
      const reads = draw.chance(90) ? forms : draw.some(forms, 1)
      const isUsual = i === 0 && draw.chance(60)
      more.set('data', mapping({ writes: `F${newest}`, reads: isUsual ? undefined : oneOrList(draw, reads) }))
    }
  }
}
