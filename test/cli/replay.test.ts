/** The commands that an answer gives to be copied do what they are said to do. */
import { expect, test } from 'vitest'
import { answer } from '#cli/command.ts'
import { ask } from './parley.ts'

/** The status of a command as it was printed. A process for each would take its time. */
async function copied(line: string) {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  expect(words[0]).toBe('parley')
  const { status, err = '' } = await answer(words.slice(1))
  expect(err).toBe('')
  return status
}

test.each([
  'zeo-2002',
  'zeo-2005',
  'zeo-2005-data',
  'zeo --from ZODB-3.1 --to ZEO-5.4',
  'kafka-4.0',
  'kafka-ibp',
  'kubernetes-1.35',
  'kubernetes-1.35-parked',
  'elasticsearch-7.17',
  'mongodb-7.0',
  'rabbitmq-3.13',
  'mysql-8.4',
  'cassandra-4.0-repair',
  'zookeeper-3.5',
  'zookeeper-3.5-direct',
  '9p',
])('the plan of %s: the counterexample breaks, the best order does not', async (asked) => {
  const { status, out } = await ask('plan', ...asked.split(' '))

  const see = /See it: (.*)$/m.exec(out)?.[1] ?? ''
  expect(await copied(see)).toBe(1)
  // What breaks in a run, breaks by the planner, too.
  expect(await copied(see.replace(/^parley run/, 'parley check').replace(/ --seed \d+$/, ''))).toBe(1)
  const watch = /Watch it: (.*)$/m.exec(out)?.[1]
  expect(watch === undefined).toBe(status === 1)
  if (watch === undefined) return
  expect(await copied(watch)).toBe(0)
  expect(await copied(watch.replace(/^parley run/, 'parley check'))).toBe(0)
})

test.each([
  ['zeo-2002', 's1,c1,s2,c2,c3'],
  ['zeo-2002', 'server,client'],
  ['kafka-ibp', 'b1.ibp,b1,b2,b3,b2.ibp,b3.ibp'],
  ['kubernetes-1.35', 'c1,kubelet,apiserver'],
  ['rabbitmq-3.13', 'n1,n1,flags,flags,n2,n2,n3,n3'],
  ['mysql-8.4', 's1,r1,c1'],
  ['cassandra-4.0-repair', 'n1,repair,repair,n2,n3'],
])('the repair of an order of %s: %s', async (name, order) => {
  const { status, out } = await ask('check', name, '--order', order)

  expect(status).toBe(1)
  const repair = /^What would repair it\n.*\n {4}(parley check .*)$/m.exec(out)?.[1] ?? ''
  expect(await copied(repair)).toBe(0)
})

test('options that change what is asked are in the commands', async () => {
  const { out } = await ask(
    'plan',
    'zeo',
    '--from',
    'ZODB-3.1',
    '--to',
    'ZODB-3.2',
    '--keep',
    'working',
    '--variant',
    'as documented',
  )

  expect(out).toContain(
    "See it: parley run zeo --variant 'as documented' --from ZODB-3.1 --to ZODB-3.2 --keep working --order ",
  )
})
