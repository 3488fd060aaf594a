import { writeSync } from 'node:fs'

/** @import { Reporter, TestModule } from 'vitest/node' */

/**
 * What a module adds to the count. One that could not even be loaded has no tests to fail, so it fails itself.
 * @param {TestModule} module
 */
function outcomes(module) {
  const states = [...module.children.allTests()].map((test) => test.result().state)
  return module.ok() || states.includes('failed') ? states : [...states, 'failed']
}

/**
 * Ends the output with one line that counts the tests.
 * @implements {Reporter}
 */
export default class ClosingLine {
  /** @type {NonNullable<Reporter['onTestRunEnd']>} */
  onTestRunEnd(modules, unhandledErrors) {
    const all = modules.flatMap(outcomes)
    /** @param {string} state */
    const count = (state) => all.filter((each) => each === state).length
    const skipped = count('skipped') + count('pending')
    const line = [`${count('passed')} passed`, `${count('failed') + unhandledErrors.length} failed`]
    if (skipped > 0) line.push(`${skipped} skipped`)
    // Whatever else is still to be printed comes before the end of the process.
    process.once('exit', () => writeSync(1, `${line.join(', ')}\n`))
  }
}
