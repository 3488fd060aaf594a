/** The steps that lead on from states of safe orders: which are safe, which are not, and why. */

import type { Exit, FirstStep } from './model.ts'
import { deadEndsOf, type ExploredSpace, type Node } from './search/explore.ts'
import { nameStep } from './search/positions.ts'
import type { Shrunk } from './search/shrink.ts'
import type { Solution } from './search/solve.ts'
import type { Judgement } from './space/judgement.ts'
import type { UnitClass } from './space/problem.ts'
import { sayState } from './space/say-state.ts'

/** So many units are listed one by one; of more only the first of each kind. */
const mostListed = 200
/** More exits are not listed. */
const mostExits = 200

/** Every first step: whether a safe order begins with it, and why not. */
export function firstSteps({ problem, explored }: Solution, { alike }: Shrunk): FirstStep[] {
  const { start } = explored
  if (start === null) return []
  const isShort = problem.units.length <= mostListed
  const steps = [
    ...start.edges.map(({ step, to }) => ({
      step,
      safe: to.alive,
      reason: to.alive ? sayLosses(to.judgement) : sayDeadEnd(explored, to),
    })),
    ...start.blocked.map(({ step, judgement }) => ({ step, safe: false, reason: sayFault(judgement) })),
  ]
  const inOrder = steps.toSorted((a, b) => a.step.axis - b.step.axis || a.step.move.to - b.step.move.to)
  return inOrder.flatMap(({ step, safe, reason }): FirstStep[] => {
    const own = problem.classes[step.axis] as UnitClass
    const named = own.members.map((member) => ({ ...nameStep(own, step.move, member), safe, reason }))
    const others = own.members.reduce((sum, member) => {
      const like = alike.get(member)
      return like?.first === member ? sum + like.all - like.kept : sum
    }, 0)
    if (isShort && others === 0) return named
    return named.slice(0, 1).map((first) => ({ ...first, alike: own.members.length - 1 + others }))
  })
}

/** Every step that leads from a state that safe orders pass to one that none does. Those with few steps before them first. */
export function exitsOf({ problem, space, explored }: Solution): Exit[] {
  const exits: Exit[] = []
  for (const node of explored.nodes) {
    if (!node.alive || exits.length >= mostExits) continue
    const dead = node.edges.filter(({ to }) => !to.alive)
    const all = [
      ...dead.map(({ step, to }) => ({ step, reason: sayDeadEnd(explored, to) })),
      ...node.blocked.map(({ step, judgement }) => ({ step, reason: sayFault(judgement) })),
    ]
    for (const { step, reason } of all.toSorted((a, b) => a.step.axis - b.step.axis)) {
      const own = problem.classes[step.axis] as UnitClass
      exits.push({
        ...nameStep(own, step.move, own.members.at(-1) ?? ''),
        after: sayState(space, node.state),
        reason,
      })
    }
  }
  return exits.slice(0, mostExits)
}

/** The first fault of a judgement, in a sentence. */
const sayFault = ({ faults }: Judgement): string => faults[0]?.reason ?? ''

function sayLosses({ losses }: Judgement): string {
  return [...new Set(losses.map(({ reason }) => reason))].join('; ')
}

/** Why nothing leads from a safe state to the goal: what is wrong with the steps that are left where one gets farthest. */
function sayDeadEnd(explored: ExploredSpace, from: Node): string {
  if (explored.limit !== null) return 'safe by itself, but whether it leads on is not known: a limit was hit'
  const [first] = deadEndsOf(explored).get(from)?.blocked ?? []
  return first === undefined
    ? 'safe by itself, but leads nowhere'
    : `safe by itself, but leads nowhere: ${sayFault(first.judgement)}`
}
