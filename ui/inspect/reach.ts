/** Whether a page elsewhere can be reached. `unknown`: this page may not ask. */
export type Reach = 'yes' | 'no' | 'unknown'

/** Asks whether a page can be reached, for so many milliseconds at most. */
export async function reach(url: string, patience: number): Promise<Reach> {
  if (!navigator.onLine) return 'no'
  let isForbidden = false
  const note = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    if (blockedURI.startsWith(new URL(url).origin)) isForbidden = true
  }
  document.addEventListener('securitypolicyviolation', note)
  try {
    await fetch(url, { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(patience) })
    return 'yes'
  } catch {
    // What was forbidden is told of in a task of its own.
    await new Promise((resolve) => setTimeout(resolve))
    return isForbidden ? 'unknown' : 'no'
  } finally {
    document.removeEventListener('securitypolicyviolation', note)
  }
}
