/** What was done with a document before it was left: read once it is shown, a few steps at a time, the last ones first. */
import { ownTextOf } from '#ui/session/own-text.ts'
import { type Session, withDraft } from '#ui/session/session.ts'
import type { Change } from '#ui/session/state.ts'
import { openWire } from '#ui/share/read-link.ts'
import { markOf, sayMark } from './document-of.ts'
import { historyOf } from './documents.ts'
import type { KeptHistory } from './kept.ts'
import { type ReadOwn, readOwn } from './read-own.ts'

/** So many steps are read before the page is let on. */
const atOnce = 5

/**
 * Gives back what was done before `shown` and was undone after it.
 *
 * @param isWanted whether `shown` is still looked at
 */
export async function recall(
  id: string,
  shown: Session,
  dispatch: (change: Change) => void,
  isWanted: () => boolean,
): Promise<void> {
  const history = await historyOf(id).catch(() => undefined)
  if (history === undefined) return
  const { past, future } = around(history, shown)
  let [first, last] = [shown, shown]
  const read = reader(history, shown)
  for (let at = 0; at < Math.max(past.length, future.length); at += atOnce) {
    await idle()
    if (!isWanted()) return
    const older = past.slice(Math.max(0, past.length - at - atOnce), past.length - at).flatMap(read)
    const newer = future.slice(at, at + atOnce).flatMap(read)
    dispatch({ do: 'recall', older, before: first, newer, after: last })
    first = older[0] ?? first
    last = newer.at(-1) ?? last
  }
}

type Entry = KeptHistory['entries'][number]

/** What was done before and after: where what is shown came while the history was not at hand, all that was there comes before. */
function around({ texts, entries, current }: KeptHistory, shown: Session) {
  const entry = entries[current]
  const own = ownTextOf(shown)
  const draft = entry?.draft === undefined ? undefined : texts[entry.draft]
  const isThere = entry && own && sayMark(texts[entry.text] ?? '', draft, entry.wire) === markOf(shown, own)
  return isThere
    ? { past: entries.slice(0, current), future: entries.slice(current + 1) }
    : { past: entries.slice(0, current + 1), future: [] }
}

/** Reads what is kept, each text once. What an older text meant may not be there any more. */
function reader({ texts }: KeptHistory, shown: Session): (entry: Entry) => Session[] {
  const own = ownTextOf(shown)
  const known = new Map<number, ReadOwn>()
  return ({ text, draft, wire }) => {
    if (own === null) return []
    const read = known.get(text) ?? readOwn({ ...own, text: texts[text] ?? own.text })
    known.set(text, read)
    const opened = read.ok ? openWire(read.scenario, wire) : null
    return opened ? [withDraft(opened.session, texts[draft ?? -1] ?? null)] : []
  }
}

const idle = () =>
  new Promise<void>((resolve) => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve)
    else requestIdleCallback(() => resolve(), { timeout: 500 })
  })
