// Runs scripts of package.json in lanes, all lanes at once and what is in one lane in turn, and prints what each says as it ends:
//   node tools/at-once.js types,lint,dead fast

import { spawn } from 'node:child_process'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const lanes = argv.slice(2).map((lane) => lane.split(','))

/** @param {string} name a script of package.json @returns {Promise<boolean>} whether it found nothing */
function run(name) {
  return new Promise((resolve) => {
    const began = performance.now()
    const words = ['run', '--silent', name]
    const child = spawn('npm', words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: true })
    /** @type {string[]} */
    const said = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)))
    child.on('close', (code) => {
      const seconds = ((performance.now() - began) / 1_000).toFixed(1)
      console.log(`${code === 0 ? 'fine' : 'FAILED'}  ${name}, ${seconds} s`)
      if (code !== 0) console.log(said.join(''))
      resolve(code === 0)
    })
  })
}

/** @param {readonly string[]} names */
async function inTurn(names) {
  let isFine = true
  for (const name of names) isFine = (await run(name)) && isFine
  return isFine
}

const all = await Promise.all(lanes.map(inTurn))
process.exitCode = all.every(Boolean) ? 0 : 1
