/** Reads the text of a scenario while it is written. */
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import type { PlacedFault } from '#sim/scenario/placed-fault.ts'
import { type OwnText, withText } from '#ui/session/own-text.ts'

export interface ReadText {
  readonly text: string
  /** The scenario that the text is of; null where it is of none. */
  readonly scenario: Scenario | null
  readonly faults: readonly PlacedFault[]
}

/** Undoing leads to what has been read before, and one text is asked for by several parts of the page. */
const known = new Map<string, ReadText>()

const mostKnown = 20

/** The scenario of a text, or what is wrong with it. Never throws. */
export function readText(own: OwnText): ReadText {
  const key = JSON.stringify([own.file, own.from, own.text])
  const before = known.get(key)
  if (before) return before
  const parsed = parseScenario(own.text, own.file)
  const read = {
    text: own.text,
    scenario: parsed.ok ? withText(parsed.scenario, own) : null,
    faults: parsed.ok ? [] : parsed.faults,
  }
  known.set(key, read)
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
  return read
}
