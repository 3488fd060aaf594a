import type { PairStatus } from '#sim/views/view.ts'
import styles from './OutcomeGlyph.module.css'
import { toneOf, wordOf } from './outcome.ts'
import { glyphBox, outcomeShapes, type Shape } from './outcome-shapes.ts'

/**
 * The sign of an outcome: a shape of its own in the colour of its tone.
 *
 * It reads as its word unless `title` says something else; with an empty `title` it is an ornament, as beside the
 * word itself. Set `--glyph-ground` where it does not lie on a panel.
 */
export function OutcomeGlyph({
  outcome,
  size = 16,
  title = wordOf(outcome),
  className,
}: {
  readonly outcome: PairStatus
  readonly size?: number
  readonly title?: string
  readonly className?: string
}) {
  return (
    <svg
      className={[styles.glyph, styles[toneOf(outcome)], className].filter(Boolean).join(' ')}
      width={size}
      height={size}
      viewBox={`0 0 ${glyphBox} ${glyphBox}`}
      data-outcome={outcome}
      role="img"
      aria-label={title}
      aria-hidden={title === ''}
    >
      <OutcomeShapes outcome={outcome} />
    </svg>
  )
}

/** The same sign to put into a drawing, where it takes the current colour. It fills a box of 16 × 16 from 0, 0. */
function OutcomeShapes({ outcome }: { readonly outcome: PairStatus }) {
  return outcomeShapes[outcome].map((shape) => <Stroke key={`${shape.pen} ${shape.d}`} {...shape} />)
}

function Stroke({ d, pen, width, dash }: Shape) {
  if (pen === 'fill') return <path d={d} fill="currentColor" />
  return (
    <path
      d={d}
      className={pen === 'cut' ? styles.cut : styles.line}
      strokeWidth={width}
      strokeDasharray={dash?.join(' ')}
      strokeLinecap={dash ? 'butt' : 'round'}
      strokeLinejoin="round"
    />
  )
}
