/** The log of a run, for people: what happened, to whom, when, under the steps of the rollout. */

import { advance, type Progress } from '#sim/run/progress.ts'
import type { Run } from '#sim/run/run.ts'
import { capital } from '#sim/text/say-list.ts'
import { sayTime } from '#sim/text/say-time.ts'
import { mayBeNews, narrate, newsworthy } from '#sim/views/narrate.ts'
import { paintOutcome } from './outcome.ts'
import { sayStep, sayWave } from './say-step.ts'
import { align, harmless, type Terminal, wrap } from './terminal.ts'

export interface LogLine {
  /** Virtual milliseconds. */
  readonly at: number
  /** The node that it is about; null for the cluster as a whole. */
  readonly node: string | null
  readonly text: string
  readonly isNews: boolean
  /** What was said of an attempt to connect, where the line says that. */
  readonly outcome: string | null
  /** The step of the rollout that it belongs to. */
  readonly section: string
}

/** The log of a run: what is news in it, or everything. */
export function logOf(run: Run, verbose: boolean): LogLine[] {
  const { cluster, trace } = run
  const lines: LogLine[] = []
  let rollout: Progress | null = null
  let section = sectionOf(run, rollout)
  for (const event of verbose ? trace : trace.ofKind(newsworthy, 0, mayBeNews)) {
    const sentence = narrate(cluster, trace, event)
    const outcome = event.kind === 'attempt' ? event.outcome : null
    if (sentence !== null && (verbose || sentence.isNews)) {
      lines.push({ at: event.at, ...sentence, outcome, section })
    }
    const after = advance(rollout, event)
    if (after === rollout) continue
    rollout = after
    section = sectionOf(run, rollout)
  }
  return lines
}

/** The log in columns, with a heading for each step of the rollout. */
export function sayLog(lines: readonly LogLine[], { paint, width }: Terminal): string[] {
  const columns = align(
    lines.map(({ at, node }) => [
      { text: sayTime(at), right: true, paint: (text) => paint(text, 'dim') },
      { text: node ?? '', paint: (text) => paint(text, 'bold') },
      { text: '' },
    ]),
  )
  // A log may have more lines than a call takes arguments.
  const longest = (of: (line: LogLine) => number) => lines.reduce((most, line) => Math.max(most, of(line)), 0)
  const indent = longest(({ at }) => sayTime(at).length)
  const margin = 2 + indent + 2 + longest(({ node }) => node?.length ?? 0) + 2
  return lines.flatMap((line, i) => {
    const { node, text, outcome, isNews, section } = line
    const short = harmless(node !== null && text.startsWith(`${node} `) ? text.slice(node.length + 1) : text)
    const wrapped = wrap(short, width, margin)
    const painted = outcome ? paintOutcome(paint, outcome, wrapped) : isNews ? wrapped : paint(wrapped, 'dim')
    const isFirst = section !== lines[i - 1]?.section
    const heading = isFirst ? [...(i === 0 ? [] : ['']), paint(section, 'bold')] : []
    return [...heading, `  ${columns[i] ?? ''}${painted}`]
  })
}

function sectionOf({ cluster }: Run, rollout: Progress | null): string {
  if (rollout === null || rollout.state === 'planned') return 'Before the rollout'
  if (rollout.state === 'done') return 'After the rollout'
  const where = sayStep(rollout)
  return `${capital(where)}: ${sayWave(cluster, rollout)}`
}
