/** One tab works on a document at a time. */

let release: (() => void) | null = null

/** A tab that was just left takes a moment, in milliseconds, to let go. */
const patience = 300

/**
 * Holds a document for this page, and lets go of any other.
 *
 * @param how `wait`: while another tab holds it, this one does not; `take`: from whoever holds it
 * @param lost told when another tab takes it
 * @returns whether it is held. A browser that knows no locks, as of pages over plain HTTP, holds everything
 */
export function hold(id: string, how: 'wait' | 'take', lost: () => void): Promise<boolean> {
  letGo()
  if (!navigator.locks) return Promise.resolve(true)
  return new Promise((resolve) => {
    let isHeld = false
    const held = () =>
      new Promise<void>((done) => {
        isHeld = true
        release = done
        resolve(true)
      })
    const options = how === 'take' ? { steal: true } : { signal: AbortSignal.timeout(patience) }
    navigator.locks.request(`parley document ${id}`, options, held).catch(() => {
      if (isHeld) lost()
      else resolve(false)
    })
  })
}

/** Lets go of the document that this page holds. */
export function letGo(): void {
  release?.()
  release = null
}
