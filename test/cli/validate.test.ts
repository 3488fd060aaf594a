import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, changedScenario, root, temporaryFile } from './parley.ts'

test('says what a sound file describes', async () => {
  const { status, out, err } = await ask('validate', 'scenarios/zeo-2002.yaml', 'zeo-2002')

  const what = 'ZEO, December 2002: 2 versions, 3 × client, 2 × server, 1 link and an upgrade of 5 steps'
  expect(out).toBe(`ok  scenarios/zeo-2002.yaml  ${what}\nok  zeo-2002  ${what}\n`)
  expect({ status, err }).toEqual({ status: 0, err: '' })
})

test('says where a file is wrong, and which name was probably meant', async () => {
  const file = changedScenario('3 × ZODB-3.1', '3 × ZODB-3.3')
  const line =
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('ZODB-3.3')) + 1

  const { status, out, err } = await ask('validate', file)

  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toContain(`${file}:${line}:`)
  expect(err).toContain('unknown release of client “ZODB-3.3”')
  expect(err).toMatch(/did you mean ZODB-3\.[12]\?/)
  expect(err).toMatch(/^ +\^$/m)
})

test('notes a rule that none of the releases can break', async () => {
  const rule = (older: number) => `skew: [{ of: client, against: server, older: ${older} }]\nlinks:`
  const noted = (older: number) => ask('validate', changedScenario('links:', rule(older)))
  const idle = await noted(1)
  const strict = await noted(0)

  expect(idle.out).toMatch(
    /^ok .*\n {4}note: skew 1 can be broken by none of the releases that are listed\n$/,
  )
  expect(strict.out).toMatch(/^ok .*\n$/)
  expect([idle.status, strict.status]).toEqual([0, 0])
})

test('notes a pace of who goes nowhere, and who dials nobody on its host', async () => {
  const file = temporaryFile(
    'idle.yaml',
    `
versions: [V1, V2]
roles:
  agent: { old: { speaks: at once, offers: V1, accepts: V1 }, new: { offers: V2, accepts: V1..V2, detects fallback: yes } }
  proxy: { old: { speaks: after the peer, offers: V1, accepts: V1 } }
links: [{ from: agent, to: proxy, over: same host }]
cluster:
  agent: { a1: { release: old, host: h1 }, a2: { release: old, host: h2 } }
  proxy: { p1: { release: old, host: h2 } }
upgrade: { to: { agent: new }, pace: { agent: all, proxy: 2 } }
`,
  )
  const { out, status } = await ask('validate', file)
  expect(out.split('\n').filter((line) => line.includes('note'))).toEqual([
    '    note: pace says how fast proxy goes, which this upgrade does not change',
    '    note: link agent-proxy connects a1 with nobody: no proxy is on the same host',
    '    note: agent detects fallback, which is made by who dials, and nobody dials agent',
  ])
  expect(status).toBe(0)
})

test('notes what nothing comes of', async () => {
  const file = temporaryFile(
    'nothing.yaml',
    `
versions: [V1, V2]
roles:
  client: { old: { speaks: at once, offers: V2, accepts: V1..V2, when refused: retry with next lower } }
  server: { old: { speaks: after the peer, offers: V1, accepts: V1 }, new: { offers: V2, accepts: V1..V2 } }
  relay: { old: { speaks: after the peer, offers: V1, accepts: V1, detects fallback: yes } }
  probe: { old: { speaks: at once, offers: V1, accepts: V1 } }
releases: [old, new]
links: [{ from: client, to: server }, { from: probe, to: relay }]
levels: { flags: { values: [low, high] } }
cluster: { client: old, server: 2 × old, relay: old, probe: old }
upgrade: { to: { server: new }, pace: { server: 3 }, keep: [working, readable, preferred, service] }
`,
  )
  const { out, status } = await ask('validate', file)
  expect(out.split('\n').flatMap((line) => line.match(/note: (.*)/)?.[1] ?? [])).toEqual([
    'pace lets 3 of server go at a time, of which there are 2',
    'client tries again when it hears an error, which no server sends when it refuses (see on: close, on: silence)',
    'relay detects fallback, and nobody who dials it ever tries again with less',
    'keep names readable, and nothing here could break it: no release says what it writes',
    'keep names preferred, and nothing here could break it: no node is a fallback',
    'keep names service, and nothing here could break it: no service is said, and no link needs any',
    'level flags makes no difference: no release says where it can run, or what it is there',
    'releases gives an order to rules about skew, of which there are none',
  ])
  expect(status).toBe(0)
})

test('notes a call of the traffic that a release makes no more', async () => {
  const file = (needs: string) =>
    temporaryFile(
      'until.yaml',
      `
versions: [V1, V2]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 }, new: { offers: V2, accepts: V1..V2${needs} } }
  server: { only: { speaks: after the peer, offers: V2, answers: lower, accepts: V1..V2 } }
calls: { client: { vote: { since: V1, until: V2, missing: fail }, load: V2 } }
links: [{ from: client, to: server }]
traffic: { start: [vote, load] }
cluster: { client: old, server: only }
`,
    )
  const note = async (needs: string) => (await ask('validate', file(needs))).out.match(/note: .*/)?.[0]
  expect(await note('')).toBe(
    'note: client new makes no vote, which the traffic names: there is none from V2 on',
  )
  expect(await note(', needs: vote')).toBeUndefined()
})

test('checks every file, and fails if one is wrong', async () => {
  const bad = temporaryFile('bad.yaml', 'versions: [')

  const { status, out, err } = await ask('validate', bad, 'zeo-2002', 'nothing.yaml')

  expect(status).toBe(2)
  expect(out).toMatch(/^ok {2}zeo-2002 {2}/)
  expect(err).toContain(`${bad}:1:`)
  expect(err).toContain('found no file “nothing.yaml”')
})

test.each(['matrix', 'run'])('%s says the same of a bad file, and nothing else', async (name) => {
  const file = changedScenario('accepts: Z200..Z201', 'accepts: Z200..Z2O1')

  const { status, out, err } = await ask(name, file)

  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toBe((await ask('validate', file)).err)
})

test('what a file says does nothing to the terminal', async () => {
  const file = changedScenario('ZEO, December 2002', '"\\e]0;owned\\a\\e[2J\\u202e"')

  for (const words of [['matrix'], ['validate'], ['run', '--until', '1s']]) {
    const [name = '', ...rest] = words
    const { out, err } = await ask(name, file, ...rest)
    expect(out + err).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u)
  }
})

test('the schema is the one that the shipped scenarios refer to', async () => {
  const { status, out } = await ask('schema')

  expect(status).toBe(0)
  expect(JSON.parse(out)).toEqual(
    JSON.parse(readFileSync(join(root, 'scenarios/scenario.schema.json'), 'utf8')),
  )
})
