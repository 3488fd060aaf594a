/** Precedences in words. */
import type { Scenario } from '../scenario/model.ts'
import type { Unit } from '../scenario/order/units.ts'
import { sayList, sayMany } from '../text/say-list.ts'
import type { Plan, Precedence, StepGroup } from './model.ts'

/** `every client before any server`, with the releases where a role takes several steps; or `each node before its own mode`. */
export function sayPrecedence(
  scenario: Scenario,
  units: readonly Unit[],
  { before, after, isOwn }: Omit<Precedence, 'text'>,
): string {
  const [each, any] = isOwn ? (['each', 'its own'] as const) : (['every', 'any'] as const)
  return `${sayGroup(scenario, units, before, each)} before ${sayGroup(scenario, units, after, any)}`
}

/** Precedences as they are told. */
export interface SaidPrecedence {
  readonly text: string
  /** Which units they are of, such as `c1 and c2 before s1`. */
  readonly units: string
}

/** Precedences in words, with those together that are the same on every host: `every agent before any server on the same host`. */
export function sayPrecedences(
  scenario: Scenario,
  { units, precedences }: Pick<Plan, 'units' | 'precedences'>,
): SaidPrecedence[] {
  const hostOf = hostsIn(scenario, units)
  const groups = new Map<string, Precedence[]>()
  for (const each of precedences) {
    const stepOf = ({ role, to }: StepGroup) => [role, to]
    const hosts = new Set([...each.before.units, ...each.after.units].map(hostOf))
    const isHere = hosts.size === 1 && !hosts.has(undefined) && !each.isOwn
    const key = isHere ? JSON.stringify([stepOf(each.before), stepOf(each.after)]) : each.text
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return [...groups.values()].flatMap((group) => {
    const alone = () => group.map((each) => ({ text: each.text, units: sayUnits(each) }))
    const [first] = group
    if (first === undefined || group.length === 1) return alone()
    const all = (side: 'before' | 'after') =>
      units.filter(({ role }) => role === first[side].role).map(({ id }) => id)
    const before = { ...first.before, units: all('before') }
    const after = { ...first.after, units: all('after') }
    const said = new Set(
      group.flatMap((each) => each.before.units.flatMap((a) => each.after.units.map((b) => `${a} ${b}`))),
    )
    const isMeant = (a: string, b: string) => hostOf(a) !== hostOf(b) || said.has(`${a} ${b}`)
    if (!before.units.every((a) => after.units.every((b) => isMeant(a, b)))) return alone()
    const text = `${sayPrecedence(scenario, units, { before, after })} on the same host`
    return [{ text, units: sayMany(group.map(sayUnits)) }]
  })
}

/** Gives the host of a unit. */
function hostsIn({ nodes }: Scenario, units: readonly Unit[]): (unit: string) => string | undefined {
  const hosts = new Map(nodes.map(({ id, host }) => [id, host]))
  const owners = new Map(units.map(({ id, node }) => [id, node]))
  return (unit) => hosts.get(owners.get(unit) ?? unit)
}

const sayUnits = ({ before, after, isOwn }: Precedence) =>
  isOwn
    ? sayMany(before.units.map((unit, i) => `${unit} before ${after.units[i]}`))
    : `${sayMany(before.units)} before ${sayMany(after.units)}`

/** The units of a step, as many as there are: `every client`, `server s1`, `fcv to 7.0`, `every ibp to 3.9`. */
function sayGroup(
  scenario: Scenario,
  all: readonly Unit[],
  { role, units, to }: StepGroup,
  each: 'every' | 'any' | 'each' | 'its own',
): string {
  const ofRole = all.filter((unit) => unit.role === role)
  const isNode = ofRole.some(({ kind }) => kind === 'node')
  const isAll = units.length === ofRole.length || each === 'its own'
  const some = `${each === 'every' ? 'all' : each} of ${sayList(units)}`
  const several = isAll ? `${each} ${role}` : some
  const one = isNode ? `${role} ${units[0]}` : (units[0] ?? role)
  const who = units.length === 1 ? one : several
  const takesOne = ofRole.every(({ path }) => path.length === 2)
  return isNode && takesOne ? who : sayTo(scenario, who, role, to)
}

function sayTo({ operations = [] }: Scenario, who: string, role: string, to: string): string {
  if (operations.some(({ name }) => name === role))
    return to === 'running' ? `the start of ${who}` : `the end of ${who}`
  return `${who} to ${to}`
}
