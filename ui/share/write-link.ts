/**
 * A run as text for the address of the page. The text holds what decides the run, how it was looked at, and the digest of its
 * trace; `read-link.ts` reads it.
 */

import { digest } from '#sim/engine/digest.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { Run } from '#sim/run/run.ts'
import type { Latency, Scenario, Upgrade } from '#sim/scenario/model.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import type { Selection } from '#ui/session/selection.ts'
import { type Session, type Target, wholeOf } from '#ui/session/session.ts'
import type { Mode } from '#ui/session/state.ts'
import { linkForms } from './link-form.ts'
import { pack } from './pack.ts'
import { planReader, plansOf } from './planned-steps.ts'
import {
  longestName,
  type Wire,
  type WireIntervention,
  type WireLatency,
  type WireSelection,
  type WireStep,
} from './wire.ts'

/** What a link is made from, beside the session. The digest comes from the run, if there is one here. */
export interface ViewToShare {
  readonly time?: number
  readonly selection?: Selection | null
  readonly mode?: Mode
  readonly cell?: PairChoice | null
  readonly run?: Run
}

/** The text for a session, which is safe in an address as it stands. */
export function encodeSession(session: Session, view: ViewToShare = {}): string {
  const contents = wireOf(session, view)
  return linkForms[contents.own ? 'own' : 'shipped'] + pack(JSON.stringify(contents))
}

/** What a link says of a session. */
export function wireOf(session: Session, view: ViewToShare): Wire {
  const { scenario, seed, steps, interventions, pair, target } = session
  const { time, selection, mode, cell, run } = view
  const own = ownTextOf(session)
  const order = toWireSteps(scenario, steps)
  return {
    scenario: wholeOf(session).name.slice(0, longestName),
    ...(own && { own: [own.file.slice(-longestName), own.text] }),
    ...(pair && { pair: pair.choice }),
    ...(target && { aim: toWireTarget(target.choice) }),
    seed,
    ...(!isOwnOrder(session) && { order }),
    ...(interventions.length > 0 && { did: interventions.map((one) => toWire(scenario, one)) }),
    ...(run && { trace: digestOf(run) }),
    ...(time !== undefined && { time }),
    ...(selection && { selection: toWireSelection(selection) }),
    ...(mode && mode !== 'debug' && { mode }),
    ...(cell && { cell }),
  }
}

const digests = new WeakMap<Run, string>()

/** An address changes more often than its run. */
function digestOf(run: Run): string {
  let known = digests.get(run)
  if (known === undefined) {
    known = digest(run.trace)
    digests.set(run, known)
  }
  return known
}

/** Whether the order of a session is the one that its scenario has by itself. */
export function isOwnOrder({ scenario, steps }: Session): boolean {
  const said = (each: Upgrade['steps']) => JSON.stringify(toWireSteps(scenario, each))
  return said(steps) === said(scenario.upgrade.steps)
}

/** Steps as a link says them. */
export function toWireSteps(scenario: Scenario, steps: Upgrade['steps']): WireStep[] {
  const next = planReader(plansOf(scenario))
  return steps.map(({ node, to }) => (next(node) === to ? node : [node, to]))
}

function toWireTarget({ from, to, keep }: Target): Wire['aim'] {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(keep && { keep: [...keep] }),
  }
}

/** An intervention as a link says it. */
export function toWire(scenario: Scenario, intervention: Intervention): WireIntervention {
  const { at } = intervention
  switch (intervention.do) {
    case 'roll out':
      return [at, 'roll out', toWireSteps(scenario, intervention.steps)]
    case 'upgrade':
      return [at, 'upgrade', intervention.node, intervention.to]
    case 'kill':
    case 'restart':
      return [at, intervention.do, intervention.node]
    case 'slow':
      return [at, 'slow', intervention.pair, toWireLatency(intervention.latency)]
    case 'send':
      return [at, 'send', intervention.actor, intervention.event]
    default:
      return [at, intervention.do, intervention.pair]
  }
}

function toWireLatency(latency: Latency): WireLatency {
  switch (latency.kind) {
    case 'fixed':
      return [latency.ms]
    case 'uniform':
      return [latency.min, latency.max]
    case 'log-normal':
      return ['p99', latency.median, latency.p99]
  }
}

/** What is selected, as a link says it. */
export function toWireSelection(selection: Selection): WireSelection {
  return selection.kind === 'event' ? ['event', selection.id] : [selection.kind, selection.id]
}
