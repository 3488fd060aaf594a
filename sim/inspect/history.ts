/** What has happened to one machine of a run up to a moment. */

import { actorNamed, copyWorld, type World } from '#sim/engine/world.ts'
import { goOnWatched, type Run, startWatched } from '#sim/run/run.ts'
import type { Inspection } from './inspection.ts'
import { introduce, observer } from './observe.ts'

export interface History {
  /** The machine in the state in which it was before, and then every event and what came of it. */
  readonly records: readonly Inspection[]
  /** Whether it begins where the machine was made. */
  readonly isWhole: boolean
  /** Nothing is missing after this moment. */
  readonly since: number
}

/** So many moments are replayed to look for what has happened. */
const budget = 8_000

/**
 * The history of a machine that there is at a moment, up to then: the last `most` events, or fewer where they are far apart. Goes back from
 * checkpoint to checkpoint, so that it costs no more in a long run.
 */
export function historyOf(run: Run, actor: string, moment: number, most: number): History {
  const { checkpoints } = run
  let before: Inspection | null = null
  let happened: readonly Inspection[] = []
  let end = moment
  for (let index = checkpoints.findLastIndex((each) => each.moment <= moment); index >= 0; index--) {
    const checkpoint = checkpoints[index] as World
    const span = spanOf(run, actor, index === 0 ? null : checkpoint, end)
    before = span.before
    happened = [...span.happened, ...happened]
    end = checkpoint.moment
    if (before === null || isEnough(happened, most) || moment - end >= budget) break
  }
  const made = happened.findLastIndex(({ kind }) => kind === 'actor')
  const first = happened[made] ?? before
  if (first === null) return { records: [], isWhole: true, since: end }
  return latest({ records: [first, ...happened.slice(made + 1)], isWhole: made >= 0, since: end }, most)
}

/** What happens to a machine from a checkpoint on, or from the very start; and how it was before, if it was. */
function spanOf(run: Run, actor: string, checkpoint: World | null, end: number) {
  const happened: Inspection[] = []
  const keep = (record: Inspection) => void happened.push(record)
  const watch = observer(run.trace, keep, (id) => id === actor)
  const world = checkpoint ? copyWorld(checkpoint) : startWatched(run, watch)
  const present = checkpoint && actorNamed(world, actor)
  const before = present ? introduce(world, present) : null
  goOnWatched(run, world, end, watch)
  return { before, happened }
}

const isEnough = (records: readonly Inspection[], most: number) =>
  records.some(({ kind }) => kind === 'actor') ||
  records.filter(({ kind }) => kind === 'event').length >= most

/** Only the last events, and the state that the machine was in before them. */
function latest(history: History, most: number): History {
  const [first, ...rest] = history.records
  const events = rest.flatMap(({ kind }, place) => (kind === 'event' ? [place] : []))
  const start = events.at(-most) ?? 0
  const last = rest[start - 1]
  if (events.length <= most || first?.kind !== 'actor' || last?.kind !== 'snapshot') return history
  const { at, moment, snapshot } = last
  return {
    records: [{ ...first, at, moment, snapshot }, ...rest.slice(start)],
    isWhole: false,
    since: moment,
  }
}
