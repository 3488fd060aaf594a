/** What is being worked out, on a line of the terminal that is taken away again. */
import { sayNumber } from '#sim/text/say-number.ts'

export interface Notice {
  /** Says it in place of what was said before, with how many were looked at so far, once it takes its time. */
  readonly show: (what: string, looked?: number) => void
  readonly clear: () => void
}

/** In milliseconds: what is done by then needs no notice, and nobody reads faster than every so often. */
const patience = 1_000
const pause = 100

/**
 * Writes notices to a stream, or nowhere where that is no terminal.
 *
 * @param now what time it is, in milliseconds
 */
export function noticeOn(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>,
  now: () => number = () => performance.now(),
): Notice {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} }
  const clearLine = '\r\u001b[2K'
  const begun = now()
  let last = Number.NEGATIVE_INFINITY
  let isShown = false
  return {
    show(what, looked = 0) {
      const at = now()
      if (at - begun < patience || at - last < pause) return
      last = at
      isShown = true
      const text = looked === 0 ? what : `${what}: ${sayNumber(String(looked))} steps looked at`
      stream.write(`${clearLine}… ${text}`.slice(0, clearLine.length + stream.columns))
    },
    clear() {
      if (isShown) stream.write(clearLine)
      isShown = false
    },
  }
}
