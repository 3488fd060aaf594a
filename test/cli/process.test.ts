/** What was built says as a process what its source answers here: what holds of the one holds of the other. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, parley, temporaryFolder } from './parley.ts'

test.each([
  'run zeo-2002 --seed 8 --until 20s',
  'run kafka-ibp --order b1.ibp,b1,b2,b3,b2.ibp,b3.ibp --verbose --json',
  'matrix zeo-2002 --why',
  'plan kubernetes-1.35 --cost --seeds 2',
  'plan mongodb-7.0 --markdown',
  'check rabbitmq-3.13 --order n1,n1,flags,flags,n2,n2,n3,n3',
  'check zeo-2005 --exhaustive --json',
  'validate zeo zeo-202',
  'schema',
  'run zeo-2002 --sed 4',
  'mtrix',
])('parley %s', async (line) => {
  const words = line.split(' ')

  expect(parley(...words)).toEqual(await ask(...words))
})

test('parley init', async () => {
  const file = join(temporaryFolder(), 'mine.yaml')
  const there = parley('init', file, '--releases', '1.0,2.0,3.0')
  const written = readFileSync(file, 'utf8')

  expect(await ask('init', file, '--releases', '1.0,2.0,3.0', '--force')).toEqual(there)
  expect(readFileSync(file, 'utf8')).toBe(written)
  expect(there.status).toBe(0)
})
