import { MessageTag } from '#ui/glyphs/MessageTag.tsx'
import { tagLookOf, tagWidth } from '#ui/glyphs/message-tag.ts'
import { textWidth } from '#ui/kit/text-width.ts'
import styles from './HandshakeChart.module.css'
import type { Arrow } from './handshake-layout.ts'

/** A message on its way from one lifeline to the other. */
export function MessageArrow({
  arrow: { message, from, to, label },
  room,
}: {
  readonly arrow: Arrow
  /** Between the lifelines. */
  readonly room: number
}) {
  const look = tagLookOf(message.kind)
  const points = to.x > from.x ? 'right' : 'left'
  const text = shortened(message.kind === 'reply' ? 'reply' : message.name, room * 0.56)
  const isLost = message.fate === 'lost'
  return (
    <g className={styles.message} data-fate={message.fate} data-kind={message.kind}>
      <path className={styles.way} d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
      {isLost ? (
        <path className={styles.way} d={`M${to.x - 4} ${to.y - 4}l8 8m0 -8l-8 8`} />
      ) : (
        <path className={styles.head} d={headOf(from, to)} />
      )}
      {look === 'plain' ? (
        <text className={styles.plain} x={label.x} y={label.y + 4}>
          {text}
        </text>
      ) : (
        <g transform={`translate(${label.x} ${label.y})`}>
          <MessageTag
            look={look}
            label={text}
            width={tagWidth(textWidth(text))}
            points={points}
            height={18}
          />
        </g>
      )}
    </g>
  )
}

/** An arrow's head that ends at the lifeline. */
function headOf(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const [bx, by] = [to.x - ux * 8, to.y - uy * 8]
  return `M${to.x} ${to.y}L${bx - uy * 3.5} ${by + ux * 3.5}L${bx + uy * 3.5} ${by - ux * 3.5}Z`
}

/** As much of a name as there is room for. */
function shortened(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let length = text.length - 1
  while (length > 1 && textWidth(`${text.slice(0, length)}…`) > width) length--
  return `${text.slice(0, length)}…`
}
