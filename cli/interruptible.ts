/**
 * Work that Ctrl-C ends. A search is one long call, during which Node hears no signal. It is made within a script, which Node ends
 * at once when the signal comes: so neither a second thread has to be fed, nor does a search have to stop now and then to listen.
 */
import { runInNewContext } from 'node:vm'
import { type Answer, statuses } from './answer.ts'

/**
 * The answer that work comes to; or, where Ctrl-C ends it, what was known until then.
 *
 * @param soFar says what was done and what is known, in a sentence or several, without what would begin or end them
 */
export function interruptible(work: () => Answer, soFar: () => string): Answer {
  try {
    return runInNewContext('work()', { work }, { breakOnSigint: true })
  } catch (error) {
    if (!isInterruption(error)) throw error
    return { out: '', err: `parley: interrupted ${soFar()}\n`, status: statuses.interrupted }
  }
}

// It is an error of the script, which has an Error of its own.
const isInterruption = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
