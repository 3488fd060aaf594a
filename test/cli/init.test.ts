import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { init } from '#cli/init.ts'
import { matrix } from '#sim/rules/matrix.ts'
import { draftScenario } from '#sim/scenario/draft.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'
import { ask, temporaryFolder } from './parley.ts'

test('writes a scenario that can be read, and the schema beside it', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'mine.yaml')

  const { status, out, err } = await ask(
    'init',
    file,
    '--title',
    'Mine: all of it',
    '--releases',
    '1.0,2.0,3.0',
  )

  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toContain(`Wrote ${file}. Mine: all of it: 2 versions, 3 × client, 2 × server`)
  expect((await ask('validate', file)).status).toBe(0)
  expect((await ask('run', file, '--order', 'client,server')).status).toBe(0)
  expect(JSON.parse(readFileSync(join(folder, 'scenario.schema.json'), 'utf8'))).toHaveProperty('properties')
})

test.each([[], ['--force']])(
  'a file where a folder would have to be is no defect, with %j',
  async (...words) => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, 'precious')

    const { status, err } = await ask('init', join(file, 'mine.yaml'), ...words)

    expect(err).toContain('there is no such folder')
    expect(status).toBe(2)
    expect(readFileSync(file, 'utf8')).toBe('precious')
  },
)

test('never writes over a file, unless it is told to', async () => {
  const file = join(temporaryFolder(), 'mine.yaml')
  writeFileSync(file, 'precious')

  const { status, err } = await ask('init', file)

  expect(status).toBe(2)
  expect(err).toContain('already there, expected another name, or --force')
  expect(readFileSync(file, 'utf8')).toBe('precious')
  expect((await ask('init', file, '--force')).status).toBe(0)
  expect(readFileSync(file, 'utf8')).toMatch(/^# yaml-language-server/)
})

test.each([
  [['--versions', 'V1,V1'], '--versions: found “V1” twice, expected each version once'],
  [['--versions', ','], '--versions: found nothing, expected at least one version'],
  [['--versions', 'none'], '--versions: found “none”, expected another name'],
  [['--dialer', 'a client'], '--dialer: found “a client”, expected a name of up to 64 letters'],
  [['--releases', '1..2'], '--releases: found “1..2”, expected a name of up to 64 letters'],
  [['--first', 'server'], '--first: found “server”, expected acceptor, dialer or both'],
  [['--frist', 'both'], 'did you mean --first?'],
])('%s', async (words, message) => {
  const file = join(temporaryFolder(), 'mine.yaml')

  const { status, err } = await ask('init', file, ...words)

  expect(status).toBe(2)
  expect(err).toContain(message)
  expect(existsSync(file)).toBe(false)
})

test.each([
  ['mine.json', 'expected a name that ends with .yaml'],
  ['no/such/folder/mine.yaml', 'there is no such folder'],
])('%s cannot be written', async (name, message) => {
  const { status, err } = await ask('init', join(temporaryFolder(), name))

  expect(status).toBe(2)
  expect(err).toContain(message)
})

test('asks for what is not said, and again for what is wrong', async () => {
  const file = join(temporaryFolder(), 'asked.yaml')
  const answers = ['Asked', 'V1,V1', 'V1 V2 V3', 'peer', 'old,new', 'both']
  const questions: string[] = []

  await init(file, { dialer: 'peer' }, async (question, usual) => {
    questions.push(`${question} [${usual}]`)
    return answers.shift() ?? usual
  })

  expect(questions).toEqual([
    'What is it called? [asked]',
    'Versions of the protocol, oldest first [V1,V2]',
    'found “V1” twice, expected each version once\nVersions of the protocol, oldest first [V1,V2]',
    'The role that accepts (the same for peers) [server]',
    'Releases, oldest first [1.0,2.0]',
    'Who names its version first: acceptor, dialer or both? [acceptor]',
  ])
  const read = parseScenario(readFileSync(file, 'utf8'), file)
  expect(read.ok && read.scenario).toMatchObject({
    title: 'Asked',
    versions: ['V1', 'V2', 'V3'],
    links: [{ dialer: 'peer', acceptor: 'peer' }],
  })
})

test('whatever is answered, the draft can be read, and each release gets along with its own kind', () => {
  const name = fc
    .stringMatching(/^[a-z0-9_][a-z0-9.+/:-]{0,5}[a-z0-9]$/)
    .filter((text) => !/\.\.|^none$/.test(text))
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 4 })
  const draft = fc.record({
    title: fc.string({ maxLength: 30 }),
    versions: names,
    dialer: name,
    acceptor: name,
    releases: names,
    first: fc.constantFrom('dialer', 'acceptor', 'both'),
  })
  fc.assert(
    fc.property(draft, (said) => {
      const read = parseScenario(draftScenario(said), 'draft.yaml')
      if (!read.ok) throw new Error(`${read.faults[0]?.message}\n${draftScenario(said)}`)
      expect(read.scenario.title).toBe(said.title)
      const own = matrix(read.scenario).filter(({ dialer, acceptor }) => dialer === acceptor)
      expect(own.map(({ outcome }) => outcome)).toEqual(said.releases.map(() => 'open'))
    }),
    { numRuns: 40 },
  )
})
