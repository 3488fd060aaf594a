// What cannot be understood ends with 2, and says what was found and what was expected. Nothing else is printed.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answer } from '#cli/command.ts'
import { command, installation, runNode, temporaryFolder } from './parley.ts'

test.each<[words: string[], message: string | RegExp]>([
  [
    ['mtrix'],
    'unknown command “mtrix”, expected run, matrix, plan, check, init, validate, schema or serve (did you mean matrix?)',
  ],
  [['--jsn'], 'unknown option “--jsn”'],
  [['1'], 'unknown command “1”'],
  [['run'], 'found no FILE, expected parley run <FILE>'],
  [['validate'], 'found no FILES'],
  [['run', 'zeo-2002', 'more'], 'found “more” too many'],
  [['schema', '007'], 'found “007” too many'],
  [['run', 'zeo-2002', '--sed', '4'], 'unknown option “--sed”, expected --order, --partial, --from, --to'],
  [['run', 'zeo-2002', '--sed', '4'], '(did you mean --seed?)'],
  [['run', 'zeo-2002', '--Seed=4'], 'unknown option “--Seed”'],
  [['run', 'zeo-2002', '--no-seed'], 'unknown option “--no-seed”'],
  [['run', 'zeo-2002', '-x'], 'unknown option “-x”'],
  [['run', 'zeo-2002', '--constructor'], 'unknown option “--constructor”'],
  [['run', 'zeo-2002', '--__proto__=1'], 'unknown option “--__proto__”'],
  [['run', 'zeo-2002', '--json=yes'], 'found “--json=yes”, expected --json without a value'],
  [['run', 'zeo-2002', '--seed'], 'found --seed without a value, expected --seed <N>'],
  [['run', 'zeo-2002', '--seed', '--json'], 'found --seed without a value'],
  [['run', 'zeo-2002', '--seed', '1', '--seed=2'], 'found --seed more than once'],
  ...['1e3', '0x10', '-5', '1.5', '4294967296', '99999999999999999999', '', 'NaN', ' 1'].map(
    (seed): [string[], string] => [
      ['run', 'zeo-2002', '--seed', seed],
      `--seed: found “${seed}”, expected a whole number from 0 to 4294967295`,
    ],
  ),
  [['run', 'zeo-2002', '--seed='], '--seed: found “”'],
  [['run', 'zeo-2002', '--until', 'soon'], '--until: found “soon”, expected a duration such as'],
  [['run', 'zeo-2002', '--until', '-5'], '--until: found “-5”, expected a duration that is not negative'],
  [['run', 'zeo-2002', '--until', '0'], '--until: found “0”, expected a duration of at least 1 ms'],
  [['run', 'zeo-2002', '--order', 'clint,server'], /--order: unknown .*“clint”, .*\(did you mean client\?\)/],
  [['run', 'zeo-2002', '--order', 'client'], /--order: .*leaves out s1 and s2/],
  [['run', 'zeo-2002', '--order', 'c1,c1,c2,c3,server'], /--order: .*c1 .*twice/],
  [['run', 'zeo-2002', '--order', '1e3'], /--order: unknown .*“1e3”/],
  [
    ['run', 'zeo', '--order', 'c1=ZODB-3.3'],
    /--order: unknown release of client “ZODB-3.3”, .*\(did you mean ZODB-3/,
  ],
  [['check', 'zeo-2002', '--order', 'client'], /--order: .*leaves out s1 and s2/],
  [
    ['check', 'zeo-2002', '--order', 'cleint', '--partial'],
    /--order: unknown .*“cleint”, .*\(did you mean client\?\)/,
  ],
  [['check', 'zeo-2002', '--limit', '5'], 'found --limit without --exhaustive, expected both'],
  [
    ['check', 'zeo-2002', '--exhaustive', '--limit', '0'],
    '--limit: found “0”, expected a whole number from 1 to',
  ],
  [['check', 'ssh', '--to', 'nowhere'], '--to: unknown release “nowhere”, expected '],
  [['plan'], 'found no FILE, expected parley plan <FILE>'],
  [
    ['plan', 'zeo-2002', '--to', 'ZODB-3.3'],
    '--to: unknown release “ZODB-3.3”, expected ZODB-3.1 or ZODB-3.2 (did you mean ZODB-3.1?)',
  ],
  [
    ['plan', 'zeo-2002', '--from', 'zodb-3.1'],
    '--from: unknown release “zodb-3.1”, expected ZODB-3.1 or ZODB-3.2',
  ],
  [['plan', 'zeo-2002', '--from', 'ZODB-3.2'], '--from ZODB-3.2: nothing changes, expected a release that'],
  [
    ['plan', '9p', '--from', 'careless', '--to', 'diod'],
    '--from careless --to diod: found no role with both releases; client has ',
  ],
  [
    ['plan', 'zeo-2002', '--keep', 'opn'],
    '--keep: unknown condition “opn”, expected open, working, preferred,',
  ],
  [['plan', 'zeo-2002', '--keep', 'opn'], '(did you mean open?)'],
  [['plan', 'zeo-2002', '--keep', ','], '--keep: found “,”, expected open, working'],
  [['plan', 'zeo-2002', '--json', '--markdown'], 'found --json and --markdown, expected one of them'],
  [
    ['plan', 'zeo-2002', '--limit', '1e6'],
    '--limit: found “1e6”, expected a whole number from 1 to 100000000',
  ],
  [['plan', 'zeo-2002', '--seeds', '3'], 'found --seeds without --cost, expected both'],
  [['plan', 'zeo-2002', '--waves', '3'], 'found --waves without --cost, expected both'],
  [
    ['plan', 'zeo-2002', '--cost', '--seeds', '0'],
    '--seeds: found “0”, expected a whole number from 1 to 1000',
  ],
  [['plan', 'zeo-2002', '--cost', '--waves', '1,x'], '--waves: found “x”, expected a whole number from 1'],
  [['plan', 'zeo', '--variant', 'as-document'], '(did you mean as documented?)'],
  [['matrix', 'zeo-202'], 'found no file “zeo-202”'],
  [['matrix', 'zeo-202'], '(did you mean zeo-2002?)'],
  [['matrix', 'scenarios/zeo-202.yaml'], '(did you mean scenarios/zeo-2002.yaml?)'],
  [['matrix', '1e3'], 'found no file “1e3”'],
  [['matrix', '-'], 'found no file “-”'],
  [['matrix', ''], 'found no file “”'],
  [['matrix', '--', '--json'], 'found no file “--json”'],
  [['matrix', 'scenarios'], 'cannot read “scenarios”: it is a folder'],
  [['matrix', '\u001b[2J'], 'found no file “�[2J”'],
  [['serve', '--port', '65536'], '--port: found “65536”, expected a whole number from 0 to 65535'],
  [['serve', '--port', 'http'], '--port: found “http”'],
  [['serve', '--host', '192.0.2.1', '--port', '0'], 'cannot listen on port 0 of “192.0.2.1”'],
])('parley %j', async (words, message) => {
  const { status, out, err } = await answer(words)

  expect(err).toMatch(message instanceof RegExp ? message : new RegExp(literally(message)))
  expect(err).toMatch(/^parley: /)
  expect(err).not.toContain('    at ')
  expect({ status, out }).toEqual({ status: 2, out: '' })
})

test.each([
  ['no upgrade', ''],
  ['an upgrade to where everything stands', 'upgrade: { to: { server: old } }'],
])('there is nothing to plan or to check with %s', async (_, upgrade) => {
  const file = join(temporaryFolder(), 'still.yaml')
  writeFileSync(
    file,
    `versions: [V1]\nroles: { client: { only: { speaks: at once, offers: V1, accepts: V1 } }, server: { old: { speaks: after the peer, offers: V1, accepts: V1 }, new: {} } }\nlinks: [{ from: client, to: server }]\ncluster: { client: only, server: old }\n${upgrade}\n`,
  )

  for (const word of ['plan', 'check']) {
    expect(await answer([word, file])).toMatchObject({
      status: 2,
      err: expect.stringContaining(
        'found nothing to upgrade: the scenario says no upgrade, or everything stands',
      ),
    })
  }
  expect(await answer(['run', file])).toMatchObject({ status: 0 })
})

test('a file is found although it is called like a number, an option or a shipped scenario', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'zeo-2002'))
  for (const name of ['1e3', '--json']) writeFileSync(join(folder, name), 'versions: [')
  const from = (...words: string[]) => runNode([command, ...words], {}, folder)

  expect(from('matrix', '1e3').err).toContain('1e3:1:')
  expect(from('matrix', '--', '--json').err).toContain('--json:1:')
  // What is at the path wins, even if it is of no use.
  expect(from('matrix', 'zeo-2002').err).toContain('it is a folder')
})

test('a defect is not taken for an answer', () => {
  const broken = join(installation(), 'dist/cli.js')
  const source = `process.stdout.write = () => { throw new Error('out of order') }; await import(${JSON.stringify(broken)})`

  const { status, err } = runNode(['--input-type=module', '--eval', source, '--', '--version'])

  expect(status).toBe(70)
  expect(err).toBe('parley: this is a defect of Parley: out of order\nSet DEBUG=1 to see where.\n')
})

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
