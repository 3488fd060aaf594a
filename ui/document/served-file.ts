/** A file that `parley serve` was given: its text, and word of its changes. */
import type { Scenario } from '#sim/scenario/model.ts'

export type ReadServed =
  | { readonly ok: true; readonly scenario: Scenario; readonly text: string }
  /** What is wrong with it, the first fault first; and its text, where it has one. */
  | { readonly ok: false; readonly faults: readonly string[]; readonly text: string | null }

/** Reads a served file as it is now. Never fails: a file that is not there has that for its fault. */
export async function readServed(file: string): Promise<ReadServed> {
  try {
    const names: readonly string[] = await fetchJson('files')
    if (!names.includes(file)) return faulty(`“${file}” is not served here: parley serve ${file}`)
    const read: { text: string } | { fault: string } = await fetchJson(`files/${encodeURIComponent(file)}`)
    if ('fault' in read) return faulty(read.fault)
    const { readOwn } = await import('./read-own.ts')
    return { ...readOwn({ file, text: read.text, from: { kind: 'file' } }), text: read.text }
  } catch {
    return faulty('Parley cannot be reached: is “parley serve” still running?')
  }
}

const faulty = (fault: string): ReadServed => ({ ok: false, faults: [fault], text: null })

const fetchJson = async (path: string) => (await fetch(path)).json()

/**
 * Tells each time that a served file may have changed: also at first, as it may have between being read and being looked after, and
 * when its server is there again.
 *
 * @returns what ends it
 */
export function onFileChange(file: string, changed: () => void): () => void {
  let source: EventSource | null = null
  // A browser has six lines to a server: nobody who looks elsewhere holds one.
  const look = () => {
    source?.close()
    source = null
    if (document.hidden) return
    source = new EventSource('changes')
    source.onopen = changed
    source.onmessage = ({ data }) => {
      if (JSON.parse(data) === file) changed()
    }
  }
  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    source?.close()
  }
}
