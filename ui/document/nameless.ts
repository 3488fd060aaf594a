/** What is shown, with nodes and hosts called `c1`, `c2` …: to be shared with those who may not know what they are called. */
import { makeAtOnce } from '#ui/session/made.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import { wholeOf } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { openWire } from '#ui/share/read-link.ts'
import { isRenamed, plainNames, renamedText, renamedWire } from '#ui/share/without-names.ts'
import { wireOf } from '#ui/share/write-link.ts'
import { readOwn } from './read-own.ts'

export type Nameless =
  | {
      readonly ok: true
      readonly state: State
      /** How many names are replaced. */
      readonly count: number
      /** Whether everything happens at the same times: latencies are drawn by name. Null where the run is too large to see. */
      readonly isSameRun: boolean | null
    }
  | { readonly ok: false; readonly fault: string }

/** The same with plain names; or why it cannot be had. */
export function withoutNames(state: State): Nameless {
  const own = ownTextOf(state.session)
  if (own === null) return { ok: false, fault: 'It is a story that everybody has.' }
  const whole = wholeOf(state.session)
  const names = plainNames(whole, own.text)
  const text = renamedText(own.text, names)
  // What its file is called may say something, too.
  const read = readOwn({ file: 'scenario.yaml', text, from: { kind: 'link' } })
  if (!read.ok || !isRenamed({ ...whole, name: '' }, { ...read.scenario, name: '' }, names))
    return {
      ok: false,
      fault: 'A node or a host is called as something else is in the text: give it another name first.',
    }
  const { time, selection, mode, cell } = state
  const { own: _, ...wire } = wireOf(state.session, { time, selection, mode, cell })
  const opened = openWire(read.scenario, renamedWire(wire, whole, read.scenario))
  if (opened === null)
    return { ok: false, fault: 'What was done names a machine in a way that is not understood here.' }
  const made = makeAtOnce(opened.session)
  const isSameRun =
    made && made.times.join() === state.times.join() && made.run.trace.size === state.run.trace.size
  return {
    ok: true,
    count: names.size,
    isSameRun,
    state: {
      ...state,
      ...(made ?? { session: opened.session }),
      selection: opened.view.selection ?? null,
    },
  }
}
