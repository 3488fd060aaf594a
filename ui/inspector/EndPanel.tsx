import { chart } from 'virtual:parley-charts/connectionEnd'
import { endActor } from '#sim/engine/names.ts'
import { hasErrors, reachable } from '#sim/protocol/reach.ts'
import { judgement, sayAccepts } from '#sim/protocol/why.ts'
import type { Run } from '#sim/run/run.ts'
import { sayTime } from '#sim/text/say-time.ts'
import type { EndOfPair, PairView } from '#sim/views/view.ts'
import { StateChart } from '#ui/chart/StateChart.tsx'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import type { EndColumn } from './end-column.ts'
import { lastLog, lastTransition, leafOf } from './facts.ts'
import styles from './Inspector.module.css'
import { sayEnd } from './say-end.ts'

const everything: ReadonlySet<string> = new Set(
  chart.regions.flatMap(({ states }) => states.map(({ path }) => path)),
)

/** One end of a connection: its chart, live, with the transition that it took last. */
export function EndPanel({
  run,
  moment,
  pair,
  side,
  name,
  role,
  label,
  isNew,
  end,
}: EndColumn & { readonly run: Run; readonly moment: number; readonly pair: PairView }) {
  const actor = pair.connection === null ? '' : endActor(pair.connection, side)
  const last = lastTransition(run, moment, actor, 'handshake')
  const log = pair.connection === null ? null : lastLog(run, moment, pair.connection, name)
  const reach = end ? reachable(end.rules, hasErrors(run.cluster.scenario)) : undefined
  const source = last && leafOf(last.from, 'handshake')
  const target = last && leafOf(last.to, 'handshake')
  return (
    <div className={styles.end}>
      <h3>
        {name} <ReleaseChip label={label} isNew={isNew} />{' '}
        <small>
          {role}, {side === 'dialer' ? 'dials' : 'accepts'}
        </small>
      </h3>
      <p className={styles.belief} data-tone={toneOfEnd(end)}>
        {sayEnd(end)}
      </p>
      <StateChart
        chart={chart}
        active={end?.leaves ?? []}
        reachable={reach?.leaves ?? everything}
        taken={reach && ((from, to) => reach.moves.has(`${from} > ${to}`))}
        last={
          last && source && target
            ? {
                id: last.id,
                source,
                target,
                label: sayCause(run, last.cause, last.event),
                reason: sayWhyRefused(end),
              }
            : null
        }
        tone={toneOfState}
      />
      <p className={styles.last}>
        {last && source && target ? (
          <>
            {bare(source)} → <b>{bare(target)}</b> at {sayTime(last.at)}
          </>
        ) : (
          'No transition yet'
        )}
      </p>
      <code className={styles.log} data-severity={log?.severity}>
        {log ? `${log.severity === 'error' ? 'ERROR' : 'INFO'} ${log.logs}` : '\u00a0'}
      </code>
    </div>
  )
}

const bare = (leaf: string) => leaf.slice(leaf.indexOf('.') + 1)

function toneOfState(path: string) {
  if (path === 'handshake.open') return 'ok'
  return path === 'handshake.stalled' || path === 'handshake.rejected' ? 'bad' : 'ink'
}

function toneOfEnd(end: EndOfPair | null): string {
  return end === null ? 'quiet' : toneOfState(`handshake.${end.state}`)
}

/** Why an end refused, in as few words as fit beside an arrow. */
function sayWhyRefused(end: EndOfPair | null): string | undefined {
  const refused = end !== null && judgement(end)?.accepted === false
  return refused ? `it accepts ${sayAccepts(end.rules)}` : undefined
}

/** The event behind a transition, with the version that came with it. */
function sayCause(run: Run, cause: number | null, event: string): string {
  const behind = run.trace.event(cause)
  if (behind?.kind === 'deliver' && behind.message.kind === 'version')
    return `receives ${behind.message.name}`
  return event
}
