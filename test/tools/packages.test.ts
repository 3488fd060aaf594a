// Packages that ask for other versions of XState than there are, and are content all the same.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('npm has nothing to object to in what is installed', () => {
  const { stdout } = spawnSync('npm', ['ls', '--all', '--json'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 100_000_000,
  })
  const { problems = [], dependencies } = JSON.parse(stdout)

  expect(problems).toEqual([])
  expect(dependencies).toMatchObject({
    xstate: { version: expect.stringMatching(/^5\./) },
    xstate4: { version: expect.stringMatching(/^4\./) },
  })
})
