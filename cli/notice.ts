/** What is being worked out, on a line of the terminal that is taken away again. */

export interface Notice {
  /** Says it in place of what was said before. */
  readonly show: (what: string) => void
  readonly clear: () => void
}

/** Writes notices to a stream, or nowhere where that is no terminal. */
export function noticeOn(stream: NodeJS.WriteStream): Notice {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} }
  const clearLine = '\r\u001b[2K'
  return {
    show: (what) => stream.write(`${clearLine}… ${what}`.slice(0, clearLine.length + stream.columns)),
    clear: () => stream.write(clearLine),
  }
}
