// What commands take from a cold start, as somebody has it who calls them: processor time and memory of the built command.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import text from '../../scenarios/zeo-2002.yaml?raw'
import { meets, objects } from './goals.ts'
import { say } from './measure.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
const large = join(folder, 'large.yaml')
writeFileSync(
  large,
  text.replace(/cluster: .*/, 'cluster: { client: 200 × ZODB-3.1, server: 10 × ZODB-3.1 }'),
)

/** The least that a program of Node takes, of some goes: seconds of processor time, and megabytes. */
function cold(words: readonly string[], goes = 1): { seconds: number; megabytes: number } {
  const measured = Array.from({ length: goes }, () => {
    const { stderr } = spawnSync('/usr/bin/time', ['-f', 'took %U %S %M', process.execPath, ...words], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
    const [, user, system, kilobytes] = /took (\S+) (\S+) (\S+)\s*$/.exec(stderr) ?? []
    return { seconds: Number(user) + Number(system), megabytes: Number(kilobytes) / 1024 }
  })
  return (
    measured.toSorted((a, b) => a.seconds - b.seconds)[0] ?? { seconds: Number.NaN, megabytes: Number.NaN }
  )
}

const parley = (...words: string[]) => ['dist/cli.js', ...words]

console.log('\nfrom a cold start')
const node = cold(['-e', '0'], 5)
say('node, nothing else', `${(node.seconds * 1_000).toFixed(0)} ms`, 5)
const help = cold(parley('--help'), 5)
meets('parley --help', help.seconds * 1_000, {
  unit: 'ms',
  atMost: 100,
  why: `Node alone takes ${(node.seconds * 1_000).toFixed(0)} ms`,
})
meets('parley matrix zeo', cold(parley('matrix', 'zeo'), 3).seconds, { unit: 's', atMost: 0.5 })
const rollout = cold(parley('run', large))
meets('rollout of 200 × 10, one at a time', rollout.seconds, { unit: 's', atMost: 1.5, why: objects })
meets('the same, memory', rollout.megabytes, { unit: 'MB', atMost: 300, why: objects })
meets(
  'zeo-2002 for 100 virtual hours, memory',
  cold(parley('run', 'zeo-2002', '--until', '100h')).megabytes,
  { unit: 'MB', atMost: 500 },
)
rmSync(folder, { recursive: true })
