/** What the order lane says of mixed states, in words. */

import type { MixedState } from '#sim/plan/mixed-state.ts'
import { isBroken, outcomes } from '#sim/scenario/outcome.ts'
import { capital } from '#sim/text/say-list.ts'
import { wordOf } from '#ui/glyphs/outcome.ts'
import { type SignKind, signOf } from '#ui/glyphs/sign.ts'

/** A verdict as it is shown: a sign and a few words. */
export interface SaidVerdict {
  readonly kind: SignKind
  readonly text: string
}

/**
 * A mixed state in few words, such as `3 of 6 half-open`, `6 of 6 at Z201` or `breaks a rule`, and in fewer, such as
 * `3 half-open` or `all at Z201`.
 */
export function sayState({
  outcomes: pairs,
  counts,
  verdict,
  faults,
}: MixedState): SaidVerdict & { readonly brief: string } {
  const isConnection = faults.some(({ pair, severity }) => pair !== undefined && severity === 'unsafe')
  const { kind, text } = signOf(verdict, counts, isConnection)
  const total = pairs.length
  if (kind === 'fault' || kind === 'unsupported') return { kind, text, brief: text }
  if (total === 0) return { kind, text: 'no connections', brief: 'no connections' }
  if (kind !== 'open') return { kind, text: text.replace(/^\d+/, `$& of ${total}`), brief: text }
  const [version, ...others] = new Set(pairs.map(({ negotiated }) => negotiated))
  const how = others.length === 0 && version ? `at ${version}` : 'open'
  return { kind, text: `${total} of ${total} ${how}`, brief: `all ${how}` }
}

/** More names than this are a number to the reader. */
const mostNames = 6

/**
 * What breaks a rule in a mixed state, and how every connection stands in it, the worst first, one line for each outcome.
 */
export function sayDetail({ outcomes: pairs, counts, faults }: MixedState): string {
  const rules = faults.filter(({ pair }) => pair === undefined).map(({ reason }) => capital(reason))
  const connections = outcomes
    .toReversed()
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => {
      const names = pairs.filter((pair) => pair.outcome === outcome).map(({ pair }) => pair)
      const count = `${counts[outcome]} ${wordOf(outcome)}`
      return names.length > mostNames ? count : `${count}: ${names.join(', ')}`
    })
  return [...rules, ...connections].join('\n')
}

/** The verdict on an order, from the mixed states that it goes through; the first of them is its start. */
export function sayOrder(states: readonly MixedState[]): SaidVerdict & { readonly failing: number | null } {
  const [start, ...after] = states
  const failing = after.findIndex(({ verdict }) => verdict !== 'safe')
  const place = failing < 0 ? null : failing
  if (start && start.verdict !== 'safe') {
    return { ...kindOf(start), text: `${start.verdict} from the start`, failing: place }
  }
  const state = after[failing]
  if (state === undefined) return { kind: 'open', text: 'safe', failing: null }
  const step = `step ${failing + 1}`
  const text = state.verdict === 'unsafe' ? `unsafe at ${step}` : `unsupported from ${step} on`
  return { ...kindOf(state), text, failing }
}

const kindOf = (state: MixedState) => ({ kind: sayState(state).kind })

/** What an order that breaks nothing costs on its way, such as `at worst 6 of 6 degraded`; null where nothing. */
export function sayCost(states: readonly MixedState[]): string | null {
  if (states.some(({ verdict }) => verdict !== 'safe')) return null
  const lossy = states.filter(({ worst }) => worst !== 'open')
  const rank = ({ worst, counts }: MixedState) => outcomes.indexOf(worst) * 1e9 + counts[worst]
  const worst = lossy.toSorted((a, b) => rank(b) - rank(a))[0]
  if (worst === undefined) return null
  return `at worst ${sayState(worst).text}`
}

/** Why an order breaks where it does first; null where it does not. */
export function sayFailure(states: readonly MixedState[]): string | null {
  const [fault] = states.find(({ verdict }) => verdict !== 'safe')?.faults ?? []
  return fault === undefined ? null : capital(fault.reason)
}

/** The connections that do not work in a mixed state, those with the outcome of its first fault before the others. */
export function brokenPairs({ outcomes: pairs, faults }: MixedState): string[] {
  const outcome = faults.find(({ pair }) => pair)?.pair?.outcome
  return pairs
    .filter((pair) => isBroken(pair.outcome) || pair.outcome === outcome)
    .toSorted((a, b) => Number(b.outcome === outcome) - Number(a.outcome === outcome))
    .map(({ pair }) => pair)
}
