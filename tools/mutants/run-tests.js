// Runs the tests of a copy of the tree until one fails: node run-tests.js ROOT, with what to run on stdin as JSON:
//   { "files": ["test/sim/calls.test.ts", …] }
// in that order. Says of every file on one line how it went and how long it took, as JSON.

import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { argv, exit, stdout } from 'node:process'
import { startVitest } from 'vitest/node'

const root = argv[2] ?? '.'
/** @type {{ files: string[] }} */
const { files } = JSON.parse(readFileSync(0, 'utf8'))

/** Takes the files in the order in which they are named. */
class InOrder {
  /** @param {import('vitest/node').TestSpecification[]} specifications */
  async sort(specifications) {
    const place = (/** @type {import('vitest/node').TestSpecification} */ { moduleId }) =>
      files.indexOf(relative(root, moduleId))
    return specifications.toSorted((a, b) => place(a) - place(b))
  }

  /** @param {import('vitest/node').TestSpecification[]} specifications */
  async shard(specifications) {
    return specifications
  }
}

/** @type {import('vitest/node').Reporter} */
const reporter = {
  onTestModuleEnd(module) {
    const file = relative(root, module.moduleId)
    const { duration, collectDuration } = module.diagnostic()
    stdout.write(`${JSON.stringify({ file, ok: module.ok(), ms: Math.round(duration + collectDuration) })}\n`)
  },
}

const vitest = await startVitest('test', files, {
  root,
  config: false,
  watch: false,
  bail: 1,
  include: files,
  testTimeout: 300_000,
  maxWorkers: 1,
  // What modules remember is what they would compute.
  isolate: false,
  reporters: [reporter],
  sequence: { sequencer: InOrder },
  server: { deps: { inline: ['@xstate/inspect'] } },
})
await vitest.close()
exit(vitest.state.getCountOfFailedTests() > 0 ? 1 : 0)
