/** How wide texts are. */

let context: CanvasRenderingContext2D | null = null
let family = ''
const widths = new Map<string, number>()

/** The width of a caption (11 px) in the page's font, and in bold if asked. */
export function textWidth(text: string, isBold = false): number {
  const key = isBold ? `b${text}` : text
  let width = widths.get(key)
  if (width === undefined) {
    context ??= document.createElement('canvas').getContext('2d')
    family ||= getComputedStyle(document.body).fontFamily
    if (context === null) return text.length * 6
    context.font = `${isBold ? 700 : 400} 11px ${family}`
    width = Math.ceil(context.measureText(text).width)
    if (widths.size > 2_000) widths.clear()
    widths.set(key, width)
  }
  return width
}
