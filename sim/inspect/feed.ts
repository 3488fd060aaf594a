/**
 * Tells an inspector of a run, as it is looked at: what happens as time goes on, and how things stand where time is
 * turned back or leaps. It tells of the machines that were chosen, and of no more than the inspector can take.
 */

import { actorsIn, nameOf, type World } from '#sim/engine/world.ts'
import { goOnWatched, type Run, stateAfter } from '#sim/run/run.ts'
import { type Chosen, choose, type InspectedChoice } from './choose.ts'
import { historyOf } from './history.ts'
import type { InspectedActor, Inspection, Sink } from './inspection.ts'
import { type Member, membersOf } from './members.ts'
import { introduce, observer, when } from './observe.ts'

/** What a feed tells of: a choice among the machines that are there at the moment that is shown. */
export interface Feeding extends InspectedChoice {
  readonly there: number
  /** How many of them the filter lets through. */
  readonly matching: number
  /** How many of them the inspector is told of. */
  readonly told: number
  /** The nodes behind the selected one. */
  readonly members: readonly Member[]
}

export interface Feed {
  /** Shows a run at one of its moments. */
  readonly show: (run: Run, moment: number) => Feeding
  /** Tells of the machines that a filter lets through, and no longer of others. */
  readonly filter: (filter: string) => Feeding
  /** Tells of one machine in any case, and, anew, of what it has had. */
  readonly select: (actor: string | null) => Feeding
}

export interface FeedLimits {
  /** So many machines are told of at most. */
  readonly machines: number
  /** So many earlier events of the selected machine are told of at most. */
  readonly events: number
  /** Time that goes on by more moments than this at once leaps. */
  readonly stride: number
}

export const usualLimits: FeedLimits = { machines: 50, events: 100, stride: 500 }

/** What a feed tells of before it is shown a run. */
export const nothingFed: Feeding = {
  filter: '',
  selected: null,
  there: 0,
  matching: 0,
  told: 0,
  members: [],
}

/** Where there were more events, so few of them, over so few moments, say little of what was before. */
const scant = { events: 20, moments: 2_000 }

/** A feed into `sink`. It tells nothing before it is shown a run. */
export function createFeed(sink: Sink, limits = usualLimits): Feed {
  let choice: InspectedChoice = { filter: '', selected: null }
  let run: Run | null = null
  let world: World | null = null
  const told = new Map<string, InspectedActor>()
  /** The moments of the events of the selected machine that the sink knows of; since when; whether that is all of them. */
  let past = { moments: [] as number[], since: 0, isWhole: true }

  const tell: Sink = (record) => {
    const { kind, actor, moment } = record
    if (kind === 'actor') told.set(actor.id, actor)
    if (kind === 'gone') told.delete(actor.id)
    if (actor.id === choice.selected) {
      if (kind === 'actor') past = { moments: [], since: moment, isWhole: true }
      if (kind === 'event') past.moments.push(moment)
    }
    sink(record)
  }

  function tellSelected(here: World, of: Run, id: string): void {
    const { records, ...known } = historyOf(of, id, here.moment, limits.events)
    records.forEach(tell)
    past = { ...past, ...known }
  }

  /** Takes back what is not chosen any more, and tells of the rest that was not told of. */
  function settle(here: World, of: Run, { actors, there, matching }: Chosen): Feeding {
    for (const [id, actor] of told) if (!actors.has(id)) tell({ kind: 'gone', ...when(here), actor })
    for (const [id, actor] of actors) {
      if (told.has(id)) continue
      if (id === choice.selected) tellSelected(here, of, id)
      else tell(introduce(here, actor))
    }
    return {
      ...choice,
      there,
      matching,
      told: told.size,
      members: membersOf(of.cluster, here, choice.selected),
    }
  }

  function restart(of: Run, moment: number): Feeding {
    const here = stateAfter(of, moment)
    run = of
    world = here
    const chosen = choose(here, choice, limits.machines)
    for (const [id, actor] of [...told]) {
      if (chosen.actors.has(id)) told.delete(id)
      else tell({ kind: 'gone', ...when(here), actor })
    }
    return settle(here, of, chosen)
  }

  function goOn(here: World, of: Run, moment: number): Feeding {
    const records: Inspection[] = []
    const old = new Set(Array.from(actorsIn(here), nameOf))
    const keep: Sink = (record) => void records.push(record)
    const watch = observer(of.trace, keep, (id) => told.has(id) || !old.has(id))
    goOnWatched(of, here, moment, watch)
    const chosen = choose(here, choice, limits.machines)
    for (const record of records) {
      const { id } = record.actor
      if (told.has(id) || (record.kind === 'actor' && chosen.actors.has(id))) tell(record)
    }
    return settle(here, of, chosen)
  }

  function leap(from: number, of: Run, moment: number): Feeding {
    const here = stateAfter(of, moment)
    world = here
    const chosen = choose(here, choice, limits.machines)
    const isLacking = moment > from || forget(moment)
    for (const [id, { table, state }] of chosen.actors) {
      const actor = told.get(id)
      if (actor === undefined) continue
      if (id === choice.selected && isLacking) tellSelected(here, of, id)
      else {
        const snapshot = table.snapshot(state)
        tell({ kind: 'snapshot', ...when(here), actor, snapshot, event: null, transition: null })
      }
    }
    return settle(here, of, chosen)
  }

  /** Forgets the events after a moment, and says whether too few are left of those before it. */
  function forget(moment: number): boolean {
    past.moments = past.moments.filter((each) => each <= moment)
    const { moments, since, isWhole } = past
    return !isWhole && moments.length < scant.events && moment - since < scant.moments
  }

  function again(): Feeding {
    if (world === null || run === null) return { ...nothingFed, ...choice }
    return settle(world, run, choose(world, choice, limits.machines))
  }

  return {
    show(of, moment) {
      if (world === null || of !== run) return restart(of, moment)
      const { moment: from } = world
      return moment >= from && moment - from <= limits.stride
        ? goOn(world, of, moment)
        : leap(from, of, moment)
    },
    filter(filter) {
      choice = { ...choice, filter }
      return again()
    },
    select(selected) {
      if (selected !== null) told.delete(selected)
      choice = { ...choice, selected }
      return again()
    },
  }
}
