import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { usualSeed } from '#sim/run/usual-seed.ts'
import { command, parley, root, runNode } from './parley.ts'

const commands = ['run', 'matrix', 'plan', 'check', 'init', 'validate', 'schema', 'serve']

test('without words, it says what it can do', () => {
  const { status, out, err } = parley()

  expect({ status, err }).toEqual({ status: 0, err: '' })
  for (const name of commands) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
  expect(out).toBe(parley('--help').out)
})

test.each(commands)('%s --help shows how it is used, with an example and the exit statuses', (name) => {
  const { status, out, err } = parley(name, '--help')

  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toMatch(new RegExp(`^parley ${name}: `))
  expect(out).toMatch(new RegExp(`Usage:\n  \\$ parley ${name}`))
  expect(out).toMatch(new RegExp(`Examples:\n  parley ${name}`))
  expect(out).toContain('Exit status:\n  0 ')
  expect(out).toBe(parley(name, '-h').out)
  expect(out).not.toMatch(/ $/m)
})

test('the seed that help names is the one of every run', () => {
  expect(parley('run', '--help').out).toContain(
    `Decides every latency, 0 to 4294967295. Default: ${usualSeed}\n`,
  )
})

test('help wins over what else is wrong', () => {
  expect(parley('run', '--help', '--nonsense').status).toBe(0)
})

test.each([['--version'], ['-v'], ['run', '--version']])(
  '%s %s says the version of the package',
  (...words) => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

    expect(parley(...words.filter(Boolean))).toEqual({ status: 0, out: `parley ${version}\n`, err: '' })
  },
)

test('there are colours on a terminal only, or where they are asked for', () => {
  const colour = '\u001b['

  expect(parley('matrix', 'zeo-2002').out).not.toContain(colour)
  expect(runNode([command, 'matrix', 'zeo-2002'], { FORCE_COLOR: '1' }).out).toContain(colour)
  expect(runNode([command, 'matrix', 'zeo-2002', '--json'], { FORCE_COLOR: '1' }).out).not.toContain(colour)
})

test('a reader who leaves early is no error', async () => {
  // More than the system keeps between two processes.
  const words = ['run', 'zeo-2002', '--verbose', '--json', '--until', '10 min']
  const child = spawn(process.execPath, [command, ...words])
  let err = ''
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  child.stdout.once('data', () => child.stdout.destroy())

  const [status] = await once(child, 'close')

  expect(err).toBe('')
  expect(status).toBe(1)
})
