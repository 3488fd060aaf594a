import { type Side, sides } from '#sim/scenario/side.ts'
import type { Handshake, HandshakeAttempt } from '#sim/views/handshake.ts'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import { sayLasting } from '#ui/kit/say-lasting.ts'
import { textWidth } from '#ui/kit/text-width.ts'
import { useSize } from '#ui/kit/useSize.ts'
import { endNames } from './end-behind.ts'
import styles from './HandshakeChart.module.css'
import { barWidth, layOutAttempt, lifelines } from './handshake-layout.ts'
import { MessageArrow } from './MessageArrow.tsx'
import { sayPoint } from './say-point.ts'

/** One end, as the chart heads its lifeline. */
export interface ChartEnd {
  readonly role: string
  readonly label: string
  readonly isNew: boolean
  /** What it believes in the end, in words, and how good that is. */
  readonly belief: string
  readonly tone: string
}

/** What the two ends of a pair say to each other, and what each makes of it: a message sequence chart. */
export function HandshakeChart({
  handshake: { attempts, againAfter, pair },
  ends,
}: {
  readonly handshake: Handshake
  readonly ends: Readonly<Record<Side, ChartEnd>>
}) {
  const [ref, { width }] = useSize<HTMLDivElement>()
  const roles = endNames({ dialer: ends.dialer.role, acceptor: ends.acceptor.role })
  const heads = lifelines(width)
  return (
    <figure
      className={styles.figure}
      data-one-sided={pair.status === 'half-open' || undefined}
      aria-label="Handshake, message by message"
    >
      <div ref={ref} className={styles.chart} aria-hidden="true">
        {width > 0 && (
          <>
            <div className={styles.heads}>
              {sides.map((side) => (
                <span key={side} style={{ left: heads[side] }}>
                  <b>{ends[side].role}</b> <ReleaseChip label={ends[side].label} isNew={ends[side].isNew} />
                </span>
              ))}
            </div>
            {attempts.map((attempt, i) => (
              <div key={attempt.connection}>
                {i > 0 && <p className={styles.next}>then it tries again, otherwise</p>}
                <Attempt attempt={attempt} width={width} />
              </div>
            ))}
            <div className={styles.beliefs}>
              {sides.map((side) => (
                <span key={side} style={{ left: heads[side], width: heads.acceptor - heads.dialer - 8 }}>
                  <small>believes</small>
                  <b data-tone={ends[side].tone}>{ends[side].belief}</b>
                </span>
              ))}
            </div>
          </>
        )}
      </div>
      <ol className="visually-hidden">
        {attempts.flatMap((attempt) =>
          attempt.points.map((point, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a point has no name but its place, which it never changes
            <li key={`${attempt.connection} ${i}`}>{sayPoint(attempt, point, roles)}</li>
          )),
        )}
        {sides.map((side) => (
          <li key={side}>
            In the end the {roles[side]} believes: {ends[side].belief}
          </li>
        ))}
      </ol>
      {againAfter !== null && (
        <figcaption className={styles.again}>
          The {roles.dialer} pauses for {sayLasting(againAfter)} and tries again, to the same end.
        </figcaption>
      )}
    </figure>
  )
}

function Attempt({ attempt, width }: { readonly attempt: HandshakeAttempt; readonly width: number }) {
  const { height, x, arrows, notes, stretches, bar } = layOutAttempt(attempt, width, textWidth)
  return (
    <svg
      aria-hidden="true"
      className={styles.attempt}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      {stretches.map(({ side, from, to, belief }) => (
        <Lifeline key={`${side} ${from}`} x={x[side]} from={from} to={to} belief={belief} />
      ))}
      {bar && <Unanswered {...bar} />}
      {arrows.map((arrow) => (
        <MessageArrow
          key={`${arrow.message.from} ${arrow.from.y}`}
          arrow={arrow}
          room={x.acceptor - x.dialer}
        />
      ))}
      {sides.flatMap((side) =>
        notes[side].map(({ text, tone, y }) => (
          <text
            key={`${side} ${y}`}
            className={styles.note}
            data-tone={tone}
            data-side={side}
            x={side === 'dialer' ? x.dialer - 12 - (bar ? barWidth + 6 : 0) : x.acceptor + 12}
            y={y + 4}
          >
            {text}
          </text>
        )),
      )}
    </svg>
  )
}

/** A lifeline is thin while its end knows nothing, solid while it believes, and hatched when it is stuck. */
function Lifeline({
  x,
  from,
  to,
  belief,
}: {
  readonly x: number
  readonly from: number
  readonly to: number
  readonly belief: string
}) {
  if (belief !== 'stuck')
    return <path className={styles.line} data-belief={belief} d={`M${x} ${from}V${to}`} />
  const strokes: string[] = []
  for (let y = from; y < to; y += 5) strokes.push(`M${x - 4} ${Math.min(y + 6, to)}L${x + 4} ${y}`)
  return (
    <>
      <rect className={styles.stuck} x={x - 4} y={from} width={8} height={to - from} />
      <path className={styles.hatch} d={strokes.join('')} />
    </>
  )
}

/** Calls that nobody answers: a bar that is open where it ends. */
function Unanswered({ x, from, to }: { readonly x: number; readonly from: number; readonly to: number }) {
  const solid = to - 14
  return (
    <>
      <path className={styles.bar} d={`M${x} ${solid}V${from}h${barWidth}V${solid}`} />
      <path className={styles.barEnd} d={`M${x} ${solid}V${to}M${x + barWidth} ${solid}V${to}`} />
    </>
  )
}
