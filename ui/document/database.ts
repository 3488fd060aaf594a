/** Where documents are kept in this browser. Heads, contents and histories lie apart: a list reads no texts, and opening no history. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { KeptContent, KeptHead, KeptHistory } from './kept.ts'

interface Schema extends DBSchema {
  heads: { key: string; value: KeptHead }
  contents: { key: string; value: KeptContent & { readonly id: string } }
  histories: {
    key: string
    value: KeptHistory & { readonly id: string; readonly changedAt: number }
    indexes: { changedAt: number }
  }
}

export type Database = IDBPDatabase<Schema>

const version = 2

let opened: Promise<Database> | null = null

/** Opens it, once. Fails where the browser keeps nothing; what a newer Parley has made is opened as it is. */
export function openDatabase(): Promise<Database> {
  opened ??= openAnyVersion().catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

async function openAnyVersion(): Promise<Database> {
  try {
    return await openAs(version)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'VersionError') return openAs(undefined)
    throw error
  }
}

/** Whether it was made by a newer Parley, which may know more of it than is seen here. */
export const isNewer = (database: Database): boolean => database.version > version

function openAs(asked: number | undefined): Promise<Database> {
  return openDB<Schema>('parley', asked, {
    upgrade(database, from) {
      // No version was published that kept anything in another way.
      if (from > 0) for (const name of Array.from(database.objectStoreNames)) database.deleteObjectStore(name)
      database.createObjectStore('heads', { keyPath: 'id' })
      database.createObjectStore('contents', { keyPath: 'id' })
      database.createObjectStore('histories', { keyPath: 'id' }).createIndex('changedAt', 'changedAt')
    },
    // A newer page waits for this, and deleting it does, too.
    blocking: (_, __, event) => {
      opened = null
      ;(event.target as IDBDatabase).close()
    },
    terminated() {
      opened = null
    },
  })
}
