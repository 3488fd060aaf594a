/** Files that are none, or hold no text, and an answer that has nowhere to go. */
import { spawnSync } from 'node:child_process'
import { existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, command, temporaryFolder } from './parley.ts'

/** Its first character is one that others are read as where they cannot be read; its last is half of one. */
const latin1 = Buffer.from('title: \ufffd\nabout: caf\u00e9', 'utf8').subarray(0, -1)

const files: Readonly<Record<string, readonly [make: (path: string) => void, message: string]>> = {
  'a link to itself': [(path) => symlinkSync(path, path), 'it is a link that leads back to itself'],
  'a link to nothing': [(path) => symlinkSync(`${path}.gone`, path), 'it is a link to one that is not there'],
  'a text that is not UTF-8': [
    (path) => writeFileSync(path, latin1),
    'found bytes at line 2, column 11 that are not UTF-8',
  ],
}

test.each(Object.entries(files))('%s', async (_, [make, message]) => {
  const path = join(temporaryFolder(), 'given.yaml')
  make(path)
  for (const words of [
    ['matrix', path],
    ['run', 'zeo-2002', '--path', path],
  ]) {
    const { status, out, err } = await ask(...words)
    expect(err).toContain(`parley: cannot read “${path}”: `)
    expect(err).toContain(message)
    expect({ status, out }).toEqual({ status: 2, out: '' })
  }
})

test.skipIf(!existsSync('/dev/zero'))('what has no end is not waited for', async () => {
  const { status, err } = await ask('matrix', '/dev/zero')
  expect(err).toBe('parley: cannot read “/dev/zero”: it has more than 16 MB, or no end\n')
  expect(status).toBe(2)
})

test.skipIf(!existsSync('/dev/full'))('an answer that does not fit on the disk is no answer', () => {
  const shell = `"${process.execPath}" "${command}" matrix zeo-2002 > /dev/full`
  const { status, stderr } = spawnSync('sh', ['-c', shell], { encoding: 'utf8' })
  expect(stderr).toBe('parley: cannot write the answer: the disk is full\n')
  expect(status).toBe(74)
})
