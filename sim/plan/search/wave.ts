/**
 * A wave at its pace: every set of its steps that may be under way at once, in every mixture with those that are still to
 * come and those that are done.
 */

import type { Effort } from '../space/effort.ts'
import { type JudgeOnTheWay, joined, judgementOf } from '../space/judge.ts'
import type { Judgement } from '../space/judgement.ts'
import { arrive, type ClassMove, leave, switchOver, withOne } from '../space/on-the-way.ts'
import type { WavePace } from '../space/pace.ts'
import { type Down, isNodeMove, keyOf, nobodyDown, type Space, type SpaceState } from '../space/space.ts'
import type { Phase } from './box.ts'

/** What comes of a wave, from all states in which it may begin. */
export interface WaveWalk {
  /** What is said of every moment of it. */
  readonly judgement: Judgement
  /** The states in which it may end. */
  readonly ends: readonly SpaceState[]
  /** How many moments there were. */
  readonly moments: number
  /** Whether there were more than the limit. */
  readonly isCut: boolean
}

/** A moment: how many members have begun each step, and who of them is down. */
interface Moment {
  readonly state: SpaceState
  readonly begun: readonly number[]
  readonly down: Down
}

const nothing = judgementOf([])

/** What is kept of a moment beside its key, in bytes, by estimate. */
const bytesOfMoment = 500

/**
 * Walks a wave through all its moments. Ends at once where one is found that may not be passed.
 *
 * @param starts the states in which it may begin
 * @param effort how many moments are looked at, at most
 * @param passes which may be passed; absent: those that are safe
 */
export function walkWave(
  space: Space,
  judge: JudgeOnTheWay,
  starts: readonly SpaceState[],
  wave: Phase,
  pace: WavePace,
  effort: Effort,
  passes: (verdict: Judgement['verdict']) => boolean = (verdict) => verdict === 'safe',
): WaveWalk {
  const { links, nodes, service } = space.problem.scenario
  const acceptors = new Set(links.map(({ acceptor }) => acceptor))
  // Where a few voters stand for all, nobody counts those of several roles that are down together.
  const areCrowded = nodes.some(
    ({ role, standsFor }) => standsFor !== undefined && service?.quorum?.includes(role),
  )
  for (const role of areCrowded ? (service?.quorum ?? []) : []) acceptors.add(role)
  const roleOf = (axis: number) => space.classes[axis]?.unitClass.role ?? ''
  const seen = new Map<string, Moment>()
  const open: Moment[] = []
  const ends = new Map<string, SpaceState>()
  let judgement = nothing
  let isCut = false
  const put = (moment: Moment) => {
    const key = `${keyOf(moment.state)} ${moment.begun.join()} ${keyOfDown(moment.down)}`
    if (seen.has(key)) return
    if (effort.met() !== null) isCut = true
    else {
      effort.meet(bytesOfMoment + 2 * key.length)
      seen.set(key, moment)
      open.push(moment)
    }
  }
  const mayBegin = (axis: number, down: Down) => {
    const role = roleOf(axis)
    const under = down.reduce((sum, { members }) => sum + members, 0)
    const own = down.reduce((sum, each) => sum + (roleOf(each.axis) === role ? each.members : 0), 0)
    const alike = down.reduce((sum, each) => sum + (each.axis === axis ? each.members : 0), 0)
    // What is no node stands at its next value at once, and while nobody is on the way.
    if (!isNodeMove(space, axis)) return under === 0
    if (under >= pace.most || own >= (pace.roles.get(role) ?? pace.others)) return false
    if (alike >= (pace.ofClass?.(axis) ?? Infinity)) return false
    const isApart = ({ axis: other }: Down[number]) =>
      roleOf(other) !== role &&
      acceptors.has(roleOf(other)) &&
      (areCrowded || !(pace.besideOthers(role) && pace.besideOthers(roleOf(other))))
    return !(acceptors.has(role) && down.some(isApart))
  }
  for (const state of starts) put({ state, begun: wave.map(() => 0), down: nobodyDown })
  for (let here = open.pop(); here !== undefined && !isCut; here = open.pop()) {
    const { state, begun, down } = here
    const isQuiet = down.length === 0
    effort.look(2 * space.breadth)
    judgement = joined(judgement, isQuiet ? judge.state(state) : judge.underWay(state, down))
    if (isQuiet && wave.every(({ members }, i) => begun[i] === members)) ends.set(keyOf(state), state)
    for (const [i, { axis, move, members }] of wave.entries()) {
      const step: ClassMove = { axis, move }
      if ((begun[i] ?? 0) >= members || !mayBegin(axis, down)) continue
      judgement = joined(judgement, isNodeMove(space, axis) ? judge.move(step) : judge.step(state, step))
      const more = begun.with(i, (begun[i] ?? 0) + 1)
      if (isNodeMove(space, axis)) {
        const after = leave(space, state, step, down)
        const away = withOne(down, step)
        judgement = joined(judgement, judge.rising(state, after, away))
        put({ state: after, begun: more, down: away })
      } else put({ state: switchOver(space, state, step), begun: more, down })
    }
    for (const { axis, move } of down) {
      const others = withoutOne(down, { axis, move })
      judgement = joined(judgement, judge.starts(state, { axis, move }, others))
      const { to } = arrive(space, state, { axis, move }, others)
      judgement = joined(judgement, judge.rising(state, to, others))
      put({ state: to, begun, down: others })
    }
    if (!passes(judgement.verdict)) break
  }
  return { judgement, ends: [...ends.values()], moments: seen.size, isCut }
}

const keyOfDown = (down: Down) =>
  down
    .map(({ axis, move, members }) => `${axis}.${move.from}.${move.to}×${members}`)
    .toSorted()
    .join()

/** Those that are down, but for one. */
function withoutOne(down: Down, { axis, move }: ClassMove): Down {
  return down.flatMap((each) => {
    if (each.axis !== axis || each.move !== move) return [each]
    return each.members === 1 ? [] : [{ ...each, members: each.members - 1 }]
  })
}
