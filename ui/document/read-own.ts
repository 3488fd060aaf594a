/** Reads a scenario that somebody has brought. What it takes for that is large, and loaded when there is one. */
import type { Scenario } from '#sim/scenario/model.ts'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'
import { type OwnText, withText } from '#ui/session/own-text.ts'

export type ReadOwn =
  | { readonly ok: true; readonly scenario: Scenario }
  /** What is wrong with it, in the words of `parley validate`, the first fault first. */
  | { readonly ok: false; readonly faults: readonly string[] }

/** The scenario of a text, or what is wrong with it. Never throws. */
export function readOwn(own: OwnText): ReadOwn {
  const read = parseScenario(own.text, own.file)
  if (read.ok) return { ok: true, scenario: withText(read.scenario, own) }
  return { ok: false, faults: read.faults.map((fault) => formatFaults([fault], own.text).trimEnd()) }
}
