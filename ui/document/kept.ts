/** What this browser keeps of somebody's own: documents, each with its texts and all that was done with it. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Wire } from '#ui/share/wire.ts'

/** A document as it is kept. Whoever adds to it counts `form` up where an older page would lose something. */
export interface KeptDocument {
  readonly id: string
  readonly form: typeof keptForm
  /** What its file is called, and what its scenario is; that is empty where it has never been read. */
  readonly file: string
  readonly title: string
  /** When it was changed last, in milliseconds since 1970, by the clock of this machine. */
  readonly changedAt: number
  /** Every text that it had, as far as its history goes. */
  readonly texts: readonly string[]
  /** Its history: sessions in their order, as a link says them, each with the number of its text. Empty where nothing was done yet. */
  readonly entries: readonly KeptEntry[]
  /** Which of them is shown. */
  readonly current: number
}

export interface KeptEntry {
  readonly text: number
  /** The number of what stood in its place, where that could not be read; see `Session`. */
  readonly draft?: number
  readonly wire: Omit<Wire, 'own'>
}

export const keptForm = 1

interface Schema extends DBSchema {
  documents: { key: string; value: KeptDocument; indexes: { changedAt: number } }
}

let opened: Promise<IDBPDatabase<Schema>> | null = null

function open(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('parley', 1, {
    upgrade(database) {
      database.createObjectStore('documents', { keyPath: 'id' }).createIndex('changedAt', 'changedAt')
    },
    terminated() {
      opened = null
    },
  }).catch((error) => {
    opened = null
    throw error
  })
  return opened
}

/** When each document was changed that this page knows: another tab may have changed it since. */
const known = new Map<string, number>()

/**
 * Keeps a document in place of what was kept of it. Fails where the browser keeps nothing, or has no more room, and where the
 * document was changed elsewhere since it was read here.
 */
export async function keep(document: KeptDocument): Promise<void> {
  const { id, changedAt } = document
  const { store, done } = (await open()).transaction('documents', 'readwrite')
  const there = await store.get(id)
  if (there !== undefined && there.changedAt !== known.get(id))
    throw new Error('it was changed in another tab')
  // What comes next waits for this, and finds it.
  known.set(id, changedAt)
  await store.put(document)
  await done
}

/** A document that is kept; undefined where there is none of this id. */
export async function keptOf(id: string): Promise<KeptDocument | undefined> {
  const document = await (await open()).get('documents', id)
  if (document !== undefined) known.set(id, document.changedAt)
  return document
}

/** All that are kept, those that were changed last first. */
export async function allKept(): Promise<readonly KeptDocument[]> {
  return (await (await open()).getAllFromIndex('documents', 'changedAt')).toReversed()
}
