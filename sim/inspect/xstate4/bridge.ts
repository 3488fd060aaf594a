/** Shows a run to inspectors that speak the protocol of `@xstate/inspect`. */
import type { HandedEvent } from '#sim/engine/intervention.ts'
import { hasErrors } from '#sim/protocol/reach.ts'
import type { Run } from '#sim/run/run.ts'
import { createFeed, type Feeding, nothingFed, usualLimits } from '../feed.ts'
import type { InspectedActor, Inspection, When } from '../inspection.ts'
import { toName5 } from './names.ts'
import type { DevTools, ServiceState } from './protocol.ts'
import { type RunContext, readRunEvent, runId, runMachine } from './run-service.ts'
import { serviceMachine, type ToldService, toldService } from './service.ts'
import { initEvent, scxmlOf, seekEvent, stateOf4 } from './state.ts'

/** What is to be seen of a run. */
interface Shown extends When {
  readonly run: Run
}

/** Whoever shows the run, and does to it what is asked. */
export interface Host {
  /** Sends an event to a machine, at the time that is shown. Gives a reason where that cannot be. */
  readonly send: (actor: string, event: HandedEvent) => string | null
  /** Shows another time. */
  readonly seek: (time: number) => void
  /** Is told what the inspector looks at. */
  readonly selected?: (actor: string | null) => void
}

export interface Bridge {
  readonly show: (shown: Shown) => void
  /** Lets the inspector look at a machine. */
  readonly select: (actor: string | null) => void
  /** Takes everything back. */
  readonly end: () => void
}

/** A bridge to the inspectors that listen to these developer tools. */
export function createBridge(devTools: DevTools, host: Host, limits = usualLimits): Bridge {
  /** Those of all machines that were ever told of, and the ids of those that are there now. */
  const services = new Map<string, ToldService>()
  const there = new Set<string>()
  const feed = createFeed(sink, limits)
  let shown: Shown | null = null
  let feeding: Feeding = nothingFed
  let refused: RunContext['refused'] = null
  let run: ToldService | null = null

  function sink(record: Inspection): void {
    const { kind, actor } = record
    const told = there.has(actor.id) ? services.get(actor.id) : undefined
    switch (kind) {
      case 'actor':
        introduce(actor, stateOf4(actor.logic, record.snapshot, initEvent, record))
        break
      case 'event':
        told?.event(scxmlOf(record.event, record, record.source))
        break
      case 'snapshot':
        told?.state(stateOf4(actor.logic, record.snapshot, record.event ?? seekEvent, record))
        break
      case 'gone':
        there.delete(actor.id)
        told?.stop()
    }
  }

  function introduce({ id, logic }: InspectedActor, state: ServiceState): void {
    const about = { id, machine: serviceMachine(logic) }
    const told = services.get(id) ?? toldService(about, state, (event) => receive(id, event))
    services.set(id, told)
    // Without a word: it is announced again.
    if (there.has(id)) devTools.services.delete(told.service)
    there.add(id)
    told.renew(state)
    devTools.register(told.service)
  }

  /** An inspector has sent an event to a machine. */
  function receive(actor: string, sent: unknown): void {
    const event = readEvent(sent)
    const reason = event === null ? 'an event has a type, and else texts and true' : host.send(actor, event)
    refused = reason === null ? null : { actor, event: event?.type ?? '', reason }
    tellRun()
  }

  /** An inspector has asked for something else to be shown. */
  function ask(sent: unknown): void {
    const event = readRunEvent(dataOf(sent))
    switch (event?.type) {
      case 'filter':
        feeding = feed.filter(event.filter)
        break
      case 'select':
        feeding = feed.select(event.actor)
        host.selected?.(event.actor)
        break
      case 'seek':
        host.seek(event.time)
    }
    tellRun()
  }

  function tellRun(): void {
    if (shown === null) return
    const state = stateOfRun(shown, feeding, refused)
    if (run) run.state(state)
    else {
      run = toldService({ id: runId, machine: runMachine }, state, ask)
      devTools.register(run.service)
    }
  }

  return {
    show(next) {
      const isFirst = shown === null
      shown = next
      // The run is announced before its machines.
      if (isFirst) tellRun()
      feeding = feed.show(next.run, next.moment)
      tellRun()
    },
    select(actor) {
      if (actor === feeding.selected) return
      feeding = feed.select(actor)
      tellRun()
    },
    end() {
      for (const id of there) services.get(id)?.stop()
      there.clear()
      run?.stop()
    },
  }
}

function stateOfRun(
  { run, at, moment }: Shown,
  feeding: Feeding,
  refused: RunContext['refused'],
): ServiceState {
  const { scenario, seed } = run.spec
  const context: RunContext = {
    ...feeding,
    at,
    moment,
    scenario: scenario.title,
    seed,
    until: run.end.at,
    moments: run.moments,
    saysErrors: hasErrors(run.cluster.scenario),
    refused,
  }
  const _event = scxmlOf(seekEvent, { at, moment })
  return { value: 'shown', context, _event, event: _event.data, done: false, tags: [] }
}

/** The event itself of what an inspector has sent, which may be anything. */
function dataOf(sent: unknown): { readonly type: string; readonly [key: string]: unknown } {
  const { data = sent } = Object(sent)
  const { type } = Object(data)
  return typeof type === 'string' ? data : { type: '' }
}

function readEvent(sent: unknown): HandedEvent | null {
  const { type, ...given } = dataOf(sent)
  const fields = Object.entries(given).filter(([, value]) => value !== undefined && value !== false)
  if (type === '' || !fields.every(([, value]) => value === true || typeof value === 'string')) return null
  return { ...(Object.fromEntries(fields) as Record<string, string | true>), type: toName5(type) }
}
