/** What the order lane says of mixed states, in words. */
import type { MixedState } from '#sim/mixed-state.ts'
import { isBroken, type Outcome, outcomes } from '#sim/outcome.ts'
import { wordOf } from '#ui/glyphs/outcome.ts'

export interface Verdict {
  readonly outcome: Outcome
  readonly text: string
}

/** A mixed state in few words, such as `3 of 6 half-open` or `6 of 6 at Z201`. */
export function sayState({ outcomes: pairs, counts, worst }: MixedState): Verdict {
  const total = pairs.length
  if (total === 0) return { outcome: 'open', text: 'no connections' }
  if (worst !== 'open') return { outcome: worst, text: `${counts[worst]} of ${total} ${wordOf(worst)}` }
  const versions = new Set(pairs.map(({ negotiated }) => negotiated))
  const [version] = versions
  return {
    outcome: worst,
    text: `${total} of ${total} ${versions.size === 1 && version ? `at ${version}` : 'open'}`,
  }
}

/** More names than this are a number to the reader. */
const mostNames = 6

/** How every connection of a mixed state stands, the worst first, one line for each outcome. */
export function sayDetail({ outcomes: pairs, counts }: MixedState): string {
  return outcomes
    .toReversed()
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => {
      const names = pairs.filter((pair) => pair.outcome === outcome).map(({ pair }) => pair)
      const count = `${counts[outcome]} ${wordOf(outcome)}`
      return names.length > mostNames ? count : `${count}: ${names.join(', ')}`
    })
    .join('\n')
}

/** The verdict on an order, from the mixed states that it goes through; the first of them is its start. */
export function sayOrder(states: readonly MixedState[]): Verdict & { readonly failing: number | null } {
  const [start, ...after] = states
  const failing = after.findIndex(({ broken }) => broken)
  if (start?.broken) {
    return { outcome: start.worst, text: 'broken from the start', failing: failing < 0 ? null : failing }
  }
  const state = after[failing]
  if (state === undefined) return { outcome: 'open', text: 'safe', failing: null }
  return { outcome: state.worst, text: `breaks at step ${failing + 1}`, failing }
}

/** What an order that breaks nothing costs on its way, such as `at worst 6 of 6 degraded`; null where nothing. */
export function sayCost(states: readonly MixedState[]): string | null {
  const lossy = states.filter(({ worst, broken }) => worst !== 'open' && !broken)
  const rank = ({ worst, counts }: MixedState) => outcomes.indexOf(worst) * 1e9 + counts[worst]
  const worst = lossy.toSorted((a, b) => rank(b) - rank(a))[0]
  if (worst === undefined || states.some(({ broken }) => broken)) return null
  return `at worst ${sayState(worst).text}${isBroken(worst.worst) ? ', none that is needed' : ''}`
}
