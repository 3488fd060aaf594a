/** Documents of one's own, kept in this browser; and, as long as the page is there, those that it does not keep. */
import { type Database, isNewer, openDatabase } from './database.ts'
import type { KeptDocument, KeptHead, KeptHistory } from './kept.ts'

/** What the browser did not take, by their ids: they can be worked on all the same. */
const unkept = new Map<string, KeptDocument>()

/** When each document was changed that this page knows: another tab may have changed it since. */
const known = new Map<string, number>()

/** Why a document could not be kept. */
export type Trouble = 'changed elsewhere' | 'newer' | 'full' | 'forbidden'

export class NotKept extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super(trouble)
    this.trouble = trouble
  }
}

/**
 * Keeps a document in place of what was kept of it. Where there is no room, the oldest histories of others make it, then its own;
 * no text ever does. Fails with `NotKept`; until the page is left, it is there all the same.
 *
 * @returns how many histories made room
 */
export async function keep(document: KeptDocument): Promise<number> {
  unkept.set(document.id, document)
  for (let gone = 0; ; gone++) {
    try {
      await put(document)
      unkept.delete(document.id)
      return gone
    } catch (error) {
      if (error instanceof NotKept) throw error
      if (!isFull(error)) throw new NotKept('forbidden')
      if (await dropOldestHistory(document.id)) continue
      if (document.history === null) throw new NotKept('full')
      await keep({ ...document, history: null })
      return gone + 1
    }
  }
}

async function put(document: KeptDocument): Promise<void> {
  const { history, text, draft, wire, saved, ...head } = document
  const { id, changedAt } = head
  const database = await openDatabase()
  if (isNewer(database)) throw new NotKept('newer')
  const transaction = writing(database)
  const { done } = transaction
  done.catch(told)
  const heads = transaction.objectStore('heads')
  const there = await heads.get(id)
  if (there !== undefined && there.changedAt !== known.get(id)) throw new NotKept('changed elsewhere')
  // What comes next waits for this, and finds it.
  const before = known.get(id)
  known.set(id, changedAt)
  try {
    heads.put(head).catch(told)
    transaction
      .objectStore('contents')
      .put({ id, text, wire, saved, ...(draft !== undefined && { draft }) })
      .catch(told)
    if (history)
      transaction
        .objectStore('histories')
        .put({ id, changedAt, ...history })
        .catch(told)
    await done
  } catch (error) {
    if (before === undefined) known.delete(id)
    else known.set(id, before)
    abort(transaction)
    throw error
  }
}

/** What fails in a transaction is told by the whole of it. */
const told = () => {}

const stores = ['heads', 'contents', 'histories'] as const

const writing = (database: Database) => database.transaction(stores, 'readwrite')

/** All of it, or nothing: also where it is over already. */
function abort(transaction: ReturnType<typeof writing>): void {
  try {
    transaction.abort()
  } catch {
    // The browser has done so.
  }
}

const isFull = (error: unknown) => error instanceof DOMException && error.name === 'QuotaExceededError'

/** Makes room. Whether there was something to let go of. */
async function dropOldestHistory(but: string): Promise<boolean> {
  const database = await openDatabase()
  const oldest = await database.getAllKeysFromIndex('histories', 'changedAt')
  const first = oldest.find((id) => id !== but)
  if (first === undefined) return false
  await database.delete('histories', first)
  return true
}

/** A document without its history; undefined where there is none of this id. Fails where the browser gives nothing. */
export async function keptOf(id: string): Promise<KeptDocument | undefined> {
  const here = unkept.get(id)
  if (here !== undefined) return here
  const database = await openDatabase()
  const transaction = database.transaction(['heads', 'contents'])
  const [head, content] = await Promise.all([
    transaction.objectStore('heads').get(id),
    transaction.objectStore('contents').get(id),
  ])
  if (head === undefined || content === undefined) return undefined
  known.set(id, head.changedAt)
  return { ...content, ...head, history: null }
}

/** Whether a document is there only as long as the page is. */
export const isOnlyHere = (id: string): boolean => unkept.has(id)

/** What was done with a document; undefined where that is not known. */
export async function historyOf(id: string): Promise<KeptHistory | undefined> {
  const here = unkept.get(id)?.history
  return here ?? (await (await openDatabase()).get('histories', id))
}

/** What there is to choose all that are kept by, those that were changed last first. Fails where the browser gives nothing. */
export async function headsKept(): Promise<readonly KeptHead[]> {
  const heads = await openDatabase()
    .then((database) => database.getAll('heads'))
    .catch((error: unknown) => {
      if (unkept.size > 0) return []
      throw error
    })
  const here = Array.from(
    unkept.values(),
    ({ text: _, draft: __, wire: ___, saved: ____, history: _____, ...head }) => head,
  )
  return [...here, ...heads.filter(({ id }) => !unkept.has(id))]
    .filter(({ id }) => !isOfFile(id))
    .sort((a, b) => b.changedAt - a.changedAt)
}

/** The id under which is kept what was done with a served file. */
export const idOfFile = (file: string) => `file/${file}`

/** Whether an id is one of a served file, which is not in the list of what is kept: it is in that of files. */
const isOfFile = (id: string) => id.startsWith(idOfFile(''))

/** A whole document. */
export async function wholeKept(id: string): Promise<KeptDocument | undefined> {
  const [document, history] = [await keptOf(id), await historyOf(id)]
  return document && { ...document, history: history ?? null }
}

/** Keeps a document no longer. Gives all of it, for whoever changes their mind. */
export async function remove(id: string): Promise<KeptDocument | undefined> {
  const document = await wholeKept(id)
  unkept.delete(id)
  const transaction = writing(await openDatabase())
  for (const name of stores) transaction.objectStore(name).delete(id)
  await transaction.done
  known.delete(id)
  return document
}

/** Whether what this browser keeps was made by a newer Parley: then nothing of it is changed. */
export const isMadeByNewer = async (): Promise<boolean> => openDatabase().then(isNewer, () => false)
