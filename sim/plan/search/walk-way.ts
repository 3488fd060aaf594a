/** Walks the waves of a way, each as fast as it may be taken. */

import { lookUp } from '#machines/look-up.ts'
import type { Finding } from '../../rules/verdict.ts'
import { sizesOf } from '../../scenario/headcount.ts'
import { acceptorsFor } from '../../scenario/hosts.ts'
import type { NodeSpec, Scenario } from '../../scenario/model.ts'
import { type Effort, effortWith } from '../space/effort.ts'
import { capOf, joined, judgeIn, judgementOf } from '../space/judge.ts'

import { inSequence, mostDown, slower, usualPace, type WavePace } from '../space/pace.ts'
import type { Problem } from '../space/problem.ts'
import { fewest } from '../space/size.ts'
import { type Space, type SpaceState, spaceOf } from '../space/space.ts'
import type { Way } from './phases.ts'
import { type WaveWalk, walkWave } from './wave.ts'

const tooMany = 'there are too many mixtures to be walked'

/** How a wave is taken. */
export interface Wave {
  /** How many nodes of a role may be under way at once, by the roles of its steps. */
  readonly pace: readonly { readonly role: string; readonly most: number }[]
  /** How many steps may be under way at once in all; null where the pace of each role says it. */
  readonly most: number | null
  /** Roles of which not two are under way at the same time; absent where it has none. */
  readonly apart?: readonly string[]
  /** The nodes of it without another of their role: what is down while one of them is upgraded, nobody else does. */
  readonly alone: readonly string[]
  /** Why it is taken more slowly than the scenario says. */
  readonly obstacle?: string
  /** What is lost at some moment of it, or after it. */
  readonly losses: readonly Finding[]
}

/** More moments of one wave are not walked: it is taken more slowly. */
const mostMoments = { states: 100_000 }

export interface WalkedWay {
  readonly waves: readonly Wave[]
  /** What is wrong with a wave even where its steps are taken one after the other. Empty where the way holds. */
  readonly faults: readonly Finding[]
  /** Whether a wave has too many moments, even taken one after the other. */
  readonly isCut: boolean
}

/**
 * Walks a way wave by wave, at the pace of its scenario, or at the first slower one at which each wave holds.
 *
 * @param way one of as few members as make a difference
 * @param effort how far all of its waves are walked at all paces that are tried
 */
export function walkWay(problem: Problem, { phases }: Way, effort: Effort = effortWith()): WalkedWay {
  const space = spaceOf(problem, fewest(problem), true)
  const judge = judgeIn(space)
  const usual = usualPace(space.problem.scenario)
  let states: readonly SpaceState[] = [judge.start]
  const waves: Wave[] = []
  for (const phase of phases) {
    const found = fastest(usual, rolesOf(space, phase), (pace) =>
      walkWave(space, judge, states, phase, paceIn(space, pace), effort.part(mostMoments)),
    )
    const { pace, walk, obstacles } = found
    if (!holds(walk)) return { waves: [], faults: walk.judgement.faults, isCut: walk.isCut }
    const { judgement, ends } = walk
    const roles = rolesOf(space, phase)
    const after = ends.map((state) => judge.state(state)).reduce(joined, judgementOf([]))
    waves.push({
      pace: roles.map((role) => ({ role, most: pace.roles.get(role) ?? pace.others })),
      most: pace === inSequence ? pace.most : null,
      ...apartIn(space.problem.scenario, roles, pace),
      alone: roles.flatMap((role) => aloneIn(space.problem.scenario, role)),
      ...obstacleTo(space, roles, obstacles),
      losses: joined(judgement, after).losses,
    })
    states = ends
  }
  return { waves, faults: [], isCut: false }
}

const holds = ({ judgement, isCut }: WaveWalk) => judgement.verdict === 'safe' && !isCut

/**
 * The usual pace, or the fastest at which a wave holds: found by halves, and then role by role, for what holds at a pace holds at
 * every slower one. Where none does, the slowest.
 *
 * @param roles of which steps are taken
 */
function fastest(usual: WavePace, roles: readonly string[], walkAt: (pace: WavePace) => WaveWalk) {
  const first = walkAt(usual)
  let [pace, walk] = [usual, first]
  if (holds(first)) return { pace, walk, obstacles: [] }
  for (const next of slower(usual)) {
    ;[pace, walk] = [next, walkAt(next)]
    if (holds(walk)) break
  }
  const whyNot = ({ isCut, judgement }: WaveWalk) =>
    isCut ? [tooMany] : judgement.faults.slice(0, 1).map(({ reason }) => reason)
  // What is wrong with one more of a role tells more than what is wrong with all of all.
  const obstacles: string[] = []
  for (const role of holds(walk) && !first.isCut && pace !== inSequence ? roles : []) {
    let [low, high] = [pace.roles.get(role) ?? pace.others, usual.roles.get(role) ?? usual.others]
    let found: string[] = []
    while (high > low) {
      const most = Math.ceil((low + high) / 2)
      const next = { ...pace, roles: new Map(pace.roles).set(role, most) }
      const walked = walkAt(next)
      if (holds(walked)) [pace, walk, low] = [next, walked, most]
      else [high, found] = [most - 1, whyNot(walked)]
    }
    obstacles.push(...found)
  }
  return { pace, walk, obstacles: obstacles.length > 0 ? [...new Set(obstacles)] : whyNot(first) }
}

/**
 * The same pace in a space that has fewer members than the cluster: as many may be under way there as leave no fewer up than are
 * left in the cluster, as far as any rule tells that apart.
 */
function paceIn({ problem, classes }: Space, pace: WavePace): WavePace {
  const sizes = sizesOf(problem.scenario)
  const roles = new Map(pace.roles)
  const ofClass = (axis: number) => {
    const { unitClass, size } = classes[axis] ?? {}
    if (unitClass?.kind !== 'node' || size === undefined) return Infinity
    const all = unitClass.members.length + unitClass.others
    const most = pace.roles.get(unitClass.role) ?? pace.others
    if (most >= all) return Infinity
    return Math.max(1, size - Math.min(all - most, capOf(problem, axis) ?? size))
  }
  for (const [role, most] of roles) {
    const all = sizes.get(role) ?? 0
    if (most >= all) continue
    const own = classes.flatMap(({ unitClass: { kind, role: name }, size }, axis) =>
      kind === 'node' && name === role ? [{ size, cap: capOf(problem, axis) ?? size }] : [],
    )
    const here = own.reduce((sum, { size }) => sum + size, 0)
    const left = Math.min(all - most, ...(here < all ? own.map(({ cap }) => cap) : []))
    roles.set(role, Math.max(1, Math.min(most, here - left)))
  }
  return { ...pace, roles, ofClass }
}

/** The roles to which others connect, if a wave has several and takes steps of one of them at a time. */
function apartIn({ links }: Scenario, roles: readonly string[], pace: WavePace): Pick<Wave, 'apart'> {
  const served = roles.filter((role) => links.some(({ acceptor }) => acceptor === role))
  const apart = served.filter((role) =>
    served.some((other) => other !== role && !(pace.besideOthers(role) && pace.besideOthers(other))),
  )
  return apart.length > 1 ? { apart } : {}
}

/** The nodes of a role for which no other does: those that are the only ones, or that are for somebody on their host. */
function aloneIn({ nodes, links }: Scenario, role: string): string[] {
  const own = nodes.filter((node) => node.role === role)
  const near = links.filter(({ acceptor, isOnSameHost }) => acceptor === role && isOnSameHost)
  const isAlone = (node: NodeSpec) =>
    node.standsFor === undefined &&
    (own.length === 1 ||
      near.some((link) =>
        nodes.some((dialer) => {
          const [first, ...others] = dialer.role === link.dialer ? acceptorsFor(link, dialer, own) : []
          return first === node && others.length === 0
        }),
      ))
  return own.filter(isAlone).map(({ id }) => id)
}

/**
 * Why a wave is slower than the scenario says, if it says how fast these roles go.
 *
 * @param found what was found wrong with faster ones
 */
function obstacleTo({ problem: { scenario } }: Space, roles: readonly string[], found: readonly string[]) {
  const sizes = sizesOf(scenario)
  const said = roles.filter((role) => lookUp(scenario.upgrade.pace, role) !== undefined)
  // How fast it may go that nobody has said is no more than a guess, unless it would be faster if more could be walked.
  if (said.length === 0) return found.includes(tooMany) ? { obstacle: tooMany } : {}
  const unbearable = said.flatMap((role) => {
    const wanted = lookUp(scenario.upgrade.pace, role)
    const bearable = mostDown(scenario, role)
    const most = wanted === 'all' ? (sizes.get(role) ?? 0) : (wanted ?? 0)
    return bearable !== null && most > bearable.most ? [bearable.why] : []
  })
  const all = [...found, ...new Set(unbearable)]
  return all.length === 0 ? {} : { obstacle: all.join('; ') }
}

/** The roles of which nodes go down in a phase. */
function rolesOf({ classes }: Space, phase: Way['phases'][number]): string[] {
  const roles = phase.flatMap(({ axis }) => {
    const own = classes[axis]?.unitClass
    return own?.kind === 'node' ? [own.role] : []
  })
  return [...new Set(roles)]
}
