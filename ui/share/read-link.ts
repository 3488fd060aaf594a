/**
 * The text of an address as a run. It comes from anywhere: reading it never throws, and gives a run of a shipped scenario, or of one
 * whose text it holds, of which every name exists; or one calm sentence. A page reads it only where there is one: what it takes is loaded then.
 */
import { buildCluster, type Cluster } from '#sim/engine/cluster.ts'
import { refusalEver } from '#sim/engine/external-event.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import { pairScenario } from '#sim/pair/pair-scenario.ts'
import { type Latency, operationValues, type Scenario, type Upgrade } from '#sim/scenario/model.ts'
import { startValues } from '#sim/scenario/order/units.ts'
import type { Look } from '#ui/session/look.ts'
import type { OwnText } from '#ui/session/own-text.ts'
import type { Selection } from '#ui/session/selection.ts'
import { openSession, openTarget, type Session, type Target } from '#ui/session/session.ts'
import { linkForms } from './link-form.ts'
import { longestPacked, unpack } from './pack.ts'
import { planReader, plansOf } from './planned-steps.ts'
import {
  type Wire,
  type WireIntervention,
  type WireLatency,
  type WireSelection,
  type WireStep,
  wire,
} from './wire.ts'

type LinkedSession =
  | { readonly ok: true; readonly session: Session; readonly view: Look }
  | { readonly ok: false; readonly message: string }

export type ReadLink =
  | {
      readonly ok: true
      /** The name of the scenario that it is about. */
      readonly scenario: string
      /** Its text, where it is not a shipped one. */
      readonly own: OwnText | null
      /** The session that it stands for in that scenario; undefined where there is none of this name. */
      readonly open: (scenario: Scenario | undefined) => LinkedSession
    }
  | { readonly ok: false; readonly message: string }

/** Reads the text of a link. */
export function readLink(text: string): ReadLink {
  // Before anything else, because it costs nothing however long the text is.
  if (text.length > longestPacked + 1) return refusal('too long')
  const form = text.slice(0, 1)
  if (form !== linkForms.shipped && form !== linkForms.own)
    return refusal(/^\d/.test(form) ? 'other form' : 'damaged')
  const unpacked = unpack(text.slice(1))
  if (!unpacked.ok) return refusal(unpacked.fault)
  const contents = wire.safeParse(parseJson(unpacked.text))
  if (!contents.success) return refusal('no run')
  const { data } = contents
  const isOwn = form === linkForms.own
  if (isOwn !== (data.own !== undefined)) return refusal('no run')
  return {
    ok: true,
    scenario: data.scenario,
    own: data.own ? { file: data.own[0], text: data.own[1], from: { kind: 'link' } } : null,
    open: (scenario) => {
      if (scenario === undefined) return refusal('unknown scenario')
      return fromContents(scenario, data) ?? refusal('unknown name')
    },
  }
}

const messages = {
  'too long': 'It is far longer than a link of Parley ever is.',
  'too large': 'It unpacks to far more than a link of Parley ever holds.',
  damaged: 'A part of it is missing or was changed on its way. Copy it once more from where you have it.',
  'other form': 'It was made by another version of Parley.',
  'no run': 'What it holds is not a run of Parley.',
  'unknown scenario': 'It is about a scenario that this version of Parley does not have.',
  'unknown name':
    'It speaks of a node, a link, a connection, a machine, an event or a release that its scenario does not have.',
} as const

const refusal = (fault: keyof typeof messages) => ({ ok: false, message: messages[fault] }) as const

/** The value of a JSON text; `undefined`, which no JSON text has for its value, where it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a link said, of a scenario that was found; null where it says nothing that the scenario knows. */
export function openWire(whole: Scenario, contents: unknown): (LinkedSession & { readonly ok: true }) | null {
  const read = wire.safeParse(contents)
  return read.success ? fromContents(whole, read.data) : null
}

/** The session, or null where a name in it is none of the scenario's. */
function fromContents(whole: Scenario, contents: Wire): (LinkedSession & { readonly ok: true }) | null {
  const { seed, time, trace: digest, pair, aim, mode, cell } = contents
  if (aim && (pair || !isKnown(whole, aim))) return null
  const base = aim ? openTarget(whole, aim) : openSession(whole)
  const scenario = pair ? pairScenario(whole, pair) : base.scenario
  if (scenario === null || (cell && pairScenario(whole, cell) === null)) return null
  const names = namesOf(scenario)
  const steps = contents.order === undefined ? scenario.upgrade.steps : fromWireSteps(names, contents.order)
  const interventions = allOrNull(contents.did ?? [], (one) => fromWire(names, one))
  const selection = contents.selection && fromWireSelection(names, contents.selection)
  if (steps === null || interventions === null || selection === null) return null
  return {
    ok: true,
    session: {
      ...base,
      scenario,
      seed,
      steps,
      interventions,
      ...(pair && { pair: { choice: pair, whole } }),
    },
    view: {
      ...(time !== undefined && { time }),
      ...(selection !== undefined && { selection }),
      ...(digest !== undefined && { digest }),
      ...(mode !== undefined && { mode }),
      ...(cell !== undefined && { cell }),
    },
  }
}

/** Whether the releases that a target names are some role's. */
export function isKnown({ roles }: Scenario, { from, to }: Target): boolean {
  return [from, to].every(
    (release) =>
      release === undefined || roles.some(({ releases }) => releases.some(({ name }) => name === release)),
  )
}

/** The names of a scenario, by which what is said of it is checked. */
interface Names {
  /** The releases that each node can run. */
  readonly nodes: ReadonlyMap<string, ReadonlySet<string>>
  /** The values that everything that is upgraded can have: nodes, levels, operations. */
  readonly units: ReadonlyMap<string, ReadonlySet<string>>
  /** What each of them changes to, if nothing else is said. */
  readonly plans: ReadonlyMap<string, readonly string[]>
  readonly pairs: { has(id: string): boolean }
  readonly cluster: Cluster
}

/** A document has many sessions of one scenario. */
const namesKnown = new WeakMap<Scenario, Names>()

export function namesOf(scenario: Scenario): Names {
  const known = namesKnown.get(scenario) ?? findNames(scenario)
  namesKnown.set(scenario, known)
  return known
}

function findNames(scenario: Scenario): Names {
  const releases = new Map(
    scenario.roles.map((role) => [role.name, new Set(role.releases.map(({ name }) => name))]),
  )
  const nodes = new Map(scenario.nodes.map(({ id, role }) => [id, releases.get(role) ?? new Set<string>()]))
  // Who connects to whom does not depend on the seed.
  const cluster = buildCluster(scenario, 0)
  return {
    nodes,
    units: new Map(
      [...startValues(scenario).keys()].map((unit) => [unit, nodes.get(unit) ?? valuesOf(scenario, unit)]),
    ),
    plans: plansOf(scenario),
    pairs: cluster.pairs,
    cluster,
  }
}

/** The values of a level, of a node's share in one as in `b1.ibp`, or of an operation. */
function valuesOf({ levels = [] }: Scenario, unit: string): ReadonlySet<string> {
  const level = levels.find(({ name }) => unit === name || unit.endsWith(`.${name}`))
  return new Set(level?.values ?? operationValues)
}

function fromWireSteps(names: Names, steps: readonly WireStep[]): Upgrade['steps'] | null {
  const read = readSteps(names, steps)
  return allOrNull(read, (step) => step)
}

/** The steps that are said; null in place of each that is about a unit or a release which is not there. */
export function readSteps(
  { units, plans }: Names,
  steps: readonly WireStep[],
): (Upgrade['steps'][number] | null)[] {
  const next = planReader(plans)
  return steps.map((step) => {
    const [node, given] = typeof step === 'string' ? [step] : step
    const planned = next(node)
    const to = given ?? planned
    return to !== undefined && units.get(node)?.has(to) ? { node, to } : null
  })
}

/** An intervention; null where it is about what is not there. */
export function fromWire(names: Names, intervention: WireIntervention): Intervention | null {
  const [at, what, subject] = intervention
  switch (what) {
    case 'roll out': {
      const steps = fromWireSteps(names, subject)
      return steps && { at, do: what, steps }
    }
    case 'upgrade': {
      const to = intervention[3]
      return names.nodes.get(subject)?.has(to) ? { at, do: what, node: subject, to } : null
    }
    case 'kill':
    case 'restart':
      return names.nodes.has(subject) ? { at, do: what, node: subject } : null
    case 'slow':
      return names.pairs.has(subject)
        ? { at, do: what, pair: subject, latency: fromWireLatency(intervention[3]) }
        : null
    case 'send': {
      const event = intervention[3]
      const refusal = refusalEver(names.cluster, subject, event)
      return refusal === null ? { at, do: what, actor: subject, event } : null
    }
    default:
      return names.pairs.has(subject) ? { at, do: what, pair: subject } : null
  }
}

function fromWireLatency(latency: WireLatency): Latency {
  if (latency.length === 3) return { kind: 'log-normal', median: latency[1], p99: latency[2] }
  if (latency.length === 2) return { kind: 'uniform', min: latency[0], max: latency[1] }
  return { kind: 'fixed', ms: latency[0] }
}

/** What is selected; null where it is not there. */
export function fromWireSelection(names: Names, [kind, id]: WireSelection): Selection | null {
  switch (kind) {
    case 'node':
      return names.nodes.has(id) ? { kind, id } : null
    case 'pair':
      return names.pairs.has(id) ? { kind, id } : null
    case 'event':
      return { kind, id }
  }
}

function allOrNull<A, B>(list: readonly A[], read: (item: A) => B | null): B[] | null {
  const all: B[] = []
  for (const item of list) {
    const one = read(item)
    if (one === null) return null
    all.push(one)
  }
  return all
}
