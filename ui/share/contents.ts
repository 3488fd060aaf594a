/** What a link holds, for people. */
import { sayNumberOf } from '#sim/text/say-number.ts'
import { sayTime } from '#sim/text/say-time.ts'
import { modeNames } from '#ui/session/mode-names.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import { wholeOf } from '#ui/session/session.ts'
import type { State } from '#ui/session/state.ts'
import { isOwnOrder } from './write-link.ts'

/** All of it, one thing a line. */
export function contentsOf({ session, time, selection, mode }: State): readonly string[] {
  const own = ownTextOf(session)
  const { title } = wholeOf(session)
  const lines = own?.text.trimEnd().split('\n').length ?? 0
  const did = session.interventions.length
  return [
    own
      ? session.draft === undefined
        ? `the text of ${own.file}, all ${sayNumberOf(lines, 'line')} of it, with its comments`
        : `the text of ${own.file} as it could be read last, ${sayNumberOf(lines, 'line')}, and not what was typed since`
      : `the name of the story, “${title}”`,
    ...(session.target ? ['what its upgrade is to lead from and to'] : []),
    ...(session.pair ? ['which pair of releases meets'] : []),
    isOwnOrder(session)
      ? `the seed, ${session.seed}`
      : `the seed, ${session.seed}, and your order of the steps`,
    ...(did > 0 ? [`what you did to the run: ${sayNumberOf(did, 'intervention')}`] : []),
    mode === 'debug'
      ? `the moment, ${sayTime(time)}${selection ? `, and what is selected: ${sayWhat(selection)}` : ''}`
      : `that you look at the ${modeNames[mode].toLowerCase()}`,
  ]
}

const sayWhat = (selection: NonNullable<State['selection']>) =>
  selection.kind === 'event' ? 'an event' : selection.id
