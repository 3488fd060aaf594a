/** One tab works on a document at a time. */

/** What this page holds; null where it is nothing. */
let held: { readonly id: string; readonly release: () => void } | null = null
/** What it is to hold. */
let wanted: string | null = null
/** Told when another tab takes it. */
let lost = () => {}

/** A tab that was just left may take a moment to let go: so often it is asked for, after so many milliseconds each. */
const [tries, pause] = [5, 100]

/**
 * Holds a document for this page, and lets go of any other.
 *
 * @param how `ask`: while another tab holds it, this one does not; `take`: from whoever holds it
 * @param onLost told when another tab takes it
 * @returns whether it is held. A browser that knows no locks, as of pages over plain HTTP, holds everything
 */
export async function hold(id: string, how: 'ask' | 'take', onLost: () => void): Promise<boolean> {
  wanted = id
  lost = onLost
  if (held?.id === id || !navigator.locks) return true
  held?.release()
  if (how === 'take') return request(id, { steal: true })
  for (let tried = 1; ; tried++) {
    if (await request(id, { ifAvailable: true })) return true
    if (tried === tries || wanted !== id) return false
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** A tab that is loaded anew holds what it held before after this long, in milliseconds. */
const reload = 1_500

/** Waits until no tab holds a document. */
export async function whenFree(id: string): Promise<void> {
  for (;;) {
    await navigator.locks.request(nameOf(id), { mode: 'shared' }, () => {})
    await new Promise((resolve) => setTimeout(resolve, reload))
    const { held = [] } = await navigator.locks.query()
    if (!held.some(({ name }) => name === nameOf(id))) return
  }
}

const nameOf = (id: string) => `parley document ${id}`

function request(id: string, options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    let isHeld = false
    const granted = (lock: Lock | null) => {
      resolve(lock !== null)
      if (lock === null) return null
      isHeld = true
      return new Promise<void>((release) => {
        held = { id, release }
      })
    }
    navigator.locks.request(nameOf(id), options, granted).catch(() => {
      resolve(false)
      if (!isHeld) return
      if (held?.id === id) held = null
      if (wanted === id) lost()
    })
  })
}

/** Lets go of the document that this page holds, unless it holds it anew at once. */
export function letGo(): void {
  wanted = null
  setTimeout(() => {
    if (wanted !== null) return
    held?.release()
    held = null
  })
}
