/** A plan on a terminal: it fits, and shows what is being worked out. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { noticeOn } from '#cli/notice.ts'
import { sayCheck } from '#cli/say-check.ts'
import { sayParts } from '#cli/say-plan.ts'
import { checkOrder } from '#sim/plan/check.ts'
import type { Plan } from '#sim/plan/model.ts'
import { plan } from '#sim/plan/plan.ts'
import { sayPace, sayRunbook } from '#sim/plan/runbook.ts'
import { sayPrecedences } from '#sim/plan/say-precedence.ts'
import { aim } from '#sim/plan/units.ts'
import { parseScenario } from '#sim/scenario/parse.ts'

function shipped(name: string) {
  const read = parseScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), name)
  if (!read.ok) throw new Error(`${name} cannot be read`)
  return read.scenario
}

const width = 64
const terminal = { paint: (text: string) => text, width }

/** The lines that are too long, but for commands, which must not be broken, and addresses, which cannot be. */
const tooLong = (text: string) =>
  text.split('\n').filter((line) => line.length > width && !/parley |https?:/.test(line))

test.each([
  'zeo-2002',
  'zeo-2005-data',
  'zeo',
  'kafka-4.0',
  'kubernetes-1.35-parked',
  'mongodb-7.0',
  'rabbitmq-3.13',
  'cassandra-4.0-repair',
  'etcd-peers',
  'kafka-ibp',
  'kafka-apiversions',
  'mysql-8.4',
  'zookeeper-3.5',
])('what is said of %s fits a narrow terminal, and is what its runbook says', (name) => {
  const own = shipped(name)
  const scenario = name === 'zeo' ? aim(own, { from: 'ZODB-3.1', to: 'ZEO-5.4' }) : own
  const advice = { scenario, asked: [name], terminal }
  const parts: string[] = []

  const found = plan(scenario, { known: sayParts(advice, (text) => parts.push(text)) })
  const check = sayCheck(advice, ['working'], checkOrder(scenario, scenario.upgrade.steps), false)

  expect(tooLong(parts.join(''))).toEqual([])
  expect(tooLong(check)).toEqual([])
  const { verdict, precedences, takenForGranted, phases, waves, wouldHelp } = found
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ')
  const [text, runbook] = [plain(parts.join('')), plain(sayRunbook(scenario, found))]
  expect(text).toContain(` ${verdict} `)
  for (const said of [
    ...sayPrecedences(scenario, { units: found.units, precedences }),
    ...takenForGranted,
    ...wouldHelp,
  ]) {
    expect(text.toLowerCase()).toContain(said.text.toLowerCase())
    expect(runbook.toLowerCase()).toContain(said.text.toLowerCase())
  }
  for (const [i, phase] of phases.entries()) {
    const how = sayPace(phase, waves[i]).filter((each) => each !== 'one step')
    expect(text).toContain(plain(how.join(', ')))
    expect(runbook).toContain(plain(how.join(', ')))
  }
  // Every section came by itself, as soon as it was known.
  expect(parts.length).toBeGreaterThan(3)
})

test('a section is written once, when all that it needs is known', () => {
  const scenario = shipped('zeo-2002')
  const written: string[] = []
  const say = sayParts({ scenario, asked: ['zeo-2002'], terminal }, (text) => written.push(text))
  const known: Partial<Plan>[] = []
  plan(scenario, { known: (part) => known.push(part) })

  const verdict = known.findIndex((part) => 'verdict' in part)
  for (const part of known.slice(0, verdict + 1)) say(part)

  expect(written.join('')).toMatch(/^ZEO, December 2002\n[\s\S]*\nsafe {5}This can be done/)
  expect(written.join('')).not.toContain('120')
  for (const part of known.slice(verdict + 1)) say(part)
  expect(written.join('').match(/This can be done/g)).toHaveLength(1)
  expect(written.join('').match(/12 of 120/g)).toHaveLength(1)
})

test('a notice stands on one line, and is taken away', () => {
  const written: string[] = []
  const stream = { isTTY: true, columns: 20, write: (text: string) => written.push(text) > 0 }
  const notice = noticeOn(stream as unknown as NodeJS.WriteStream)

  notice.show('the number of safe orders')
  notice.clear()

  expect(written).toEqual(['\r\u001b[2K… the number of safe', '\r\u001b[2K'])
  noticeOn({ ...stream, isTTY: false } as unknown as NodeJS.WriteStream).show('nothing')
  expect(written).toHaveLength(2)
})
