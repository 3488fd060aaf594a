/** What this browser keeps of one's own, to choose from and to delete. */
import { useCallback, useEffect, useState } from 'react'
import { headsKept, keep, remove } from '#ui/document/documents.ts'
import type { KeptDocument, KeptHead } from '#ui/document/kept.ts'

export interface OwnDocuments {
  /** Null until it is known. */
  readonly heads: readonly KeptHead[] | null
  /** What was deleted last, as long as it can be put back; null where nothing was. */
  readonly deleted: KeptDocument | null
  readonly remove: (id: string) => void
  readonly putBack: () => void
}

export function useOwnDocuments(): OwnDocuments {
  const [heads, setHeads] = useState<readonly KeptHead[] | null>(null)
  const [deleted, setDeleted] = useState<KeptDocument | null>(null)
  // A browser that keeps nothing, or does not say, has none.
  const look = useCallback(async () => setHeads(await headsKept().catch(() => [])), [])
  useEffect(() => {
    look()
  }, [look])
  return {
    heads,
    deleted,
    remove: async (id) => {
      setDeleted((await remove(id)) ?? null)
      await look()
    },
    putBack: async () => {
      if (deleted) await keep(deleted)
      setDeleted(null)
      await look()
    },
  }
}
