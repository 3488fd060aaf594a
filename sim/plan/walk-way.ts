/** Walks the waves of a way, each as fast as it may be taken. */
import type { Finding } from '../verdict.ts'
import { joined, judgeIn, judgementOf } from './judge.ts'
import type { Judgement, Wave } from './model.ts'
import { inSequence, slower, usualPace, type WavePace } from './pace.ts'
import type { Way } from './phases.ts'
import type { Problem } from './problem.ts'
import { fewest } from './size.ts'
import { type Space, type State, spaceOf } from './space.ts'
import { walkWave } from './wave.ts'

/** More moments of one wave are not walked: it is taken more slowly. */
const mostMoments = 100_000

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
 */
export function walkWay(problem: Problem, { phases }: Way): WalkedWay {
  const space = spaceOf(problem, fewest(problem), true)
  const judge = judgeIn(space)
  const usual = usualPace(space.problem.scenario)
  let states: readonly State[] = [judge.start]
  const waves: Wave[] = []
  for (const phase of phases) {
    let found: { pace: WavePace; judgement: Judgement; ends: readonly State[] } | null = null
    let last: { readonly judgement: Judgement; readonly isCut: boolean } | null = null
    for (const pace of [usual, ...slower(usual)]) {
      const { judgement, ends, isCut } = walkWave(space, judge, states, phase, pace, mostMoments)
      last = { judgement, isCut }
      if (judgement.verdict !== 'safe' || isCut) continue
      found = { pace, judgement, ends }
      break
    }
    if (found === null) {
      return { waves: [], faults: last?.judgement.faults ?? [], isCut: last?.isCut ?? false }
    }
    const { pace, judgement, ends } = found
    const after = ends.map((state) => judge.state(state)).reduce(joined, judgementOf([]))
    waves.push({
      pace: rolesOf(space, phase).map((role) => ({ role, most: pace.roles.get(role) ?? pace.others })),
      most: pace === inSequence ? pace.most : null,
      losses: joined(judgement, after).losses,
    })
    states = ends
  }
  return { waves, faults: [], isCut: false }
}

/** The roles of which nodes go down in a phase. */
function rolesOf({ classes }: Space, phase: Way['phases'][number]): string[] {
  const roles = phase.flatMap(({ axis }) => {
    const own = classes[axis]?.unitClass
    return own?.kind === 'node' ? [own.role] : []
  })
  return [...new Set(roles)]
}
