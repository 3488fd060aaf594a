/** The tag that a message on its way is drawn as: its look says what it is, its point says where it goes. */
import type { Message } from '#sim/engine/trace-event.ts'

/** `plain`: no tag at all, only a line or a dot, for what opens and closes a connection. */
export type TagLook = 'filled' | 'outlined' | 'dashed' | 'plain'

/** How a message of this kind looks: a version or a refusal is filled, a call outlined, a reply a dashed outline. */
export function tagLookOf(kind: Message['kind']): TagLook {
  switch (kind) {
    case 'version':
    case 'error':
      return 'filled'
    case 'call':
      return 'outlined'
    case 'reply':
      return 'dashed'
    default:
      return 'plain'
  }
}

/** The dashes of a `dashed` outline. */
export const tagDash: readonly number[] = [3, 2.5]

/** The length of a tag's point. */
const tagPoint = 7

/** The height of a tag. */
export const tagHeight = 19

/** How wide a tag is around a text of this width. */
export function tagWidth(textWidth: number): number {
  return Math.ceil(textWidth) + 15 + tagPoint
}

/** Where the middle of the text goes, from the middle of the tag: away from the point. */
export function tagTextShift(points: 'left' | 'right'): number {
  return points === 'left' ? tagPoint / 2 - 0.5 : 0.5 - tagPoint / 2
}

/** Path data of a tag around 0, 0, for an SVG path or a canvas's `Path2D`. */
export function tagPath(width: number, points: 'left' | 'right', height = tagHeight): string {
  const toPoint = points === 'right' ? 1 : -1
  const [tip, neck, back] = [width / 2, width / 2 - tagPoint, -width / 2].map((x) => x * toPoint)
  const half = height / 2
  return `M${back} ${-half}L${neck} ${-half}L${tip} 0L${neck} ${half}L${back} ${half}Z`
}
