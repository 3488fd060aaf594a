/** What a cell of the matrix is marked with beside its outcome, and the line that says why. */
import { expect, test } from 'vitest'
import { answer } from '#cli/command.ts'
import { temporaryFile } from './parley.ts'

const marked = () =>
  temporaryFile(
    'marks.yaml',
    `versions: [V1, V2]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 }, new: { offers: V2, accepts: V1..V2, needs: push } }
  server: { old: { speaks: after the peer, offers: V1, answers: lower, accepts: V1 }, new: { offers: V2, accepts: V1..V2 } }
links: [{ from: client, to: server }]
calls: { client: { push: V2 } }
skew: [{ of: client, against: server, older: 0, because: the manual says so }]
cluster: { client: old, server: old }
`,
  )

test('one that opens and is of no use, and one that is not supported', async () => {
  const { out, status } = await answer(['matrix', marked()])

  expect(status).toBe(0)
  expect(out).toMatch(/^ {2}old +O V1 +\(O V1\)$/m)
  expect(out).toMatch(/^ {2}new +D V1 ! +O V2$/m)
  expect(out).toMatch(/! of no use +\( \) not supported/)
  expect(out).toContain('of no use: client new cannot do without push, and V1 does not have it')
  expect(out).toContain(
    'not supported: client old is 1 release older than server new, where it may not be older: the manual says so',
  )
})

test('JSON has both', async () => {
  const { out } = await answer(['matrix', marked(), '--json'])

  const { pairs } = JSON.parse(out)
  expect(
    pairs.map(({ needed, unsupported }: Record<string, string[]>) => [needed?.length, unsupported?.length]),
  ).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [0, 0],
  ])
})

test('it can be asked wherever levels stand, and starts where they start', async () => {
  const file = temporaryFile(
    'levels.yaml',
    `versions: [V1, V2]
roles:
  node: { old: { speaks: at once, offers: V1, answers: lower, accepts: V1..V2, with: { mode: { high: { offers: V2 } } } } }
links: [{ from: node, to: node }]
levels: { mode: { values: [low, high] } }
cluster: { node: 2 × old }
`,
  )
  const cells = async (...words: string[]) =>
    JSON.parse((await answer(['matrix', file, '--json', ...words])).out)

  expect(await cells()).toMatchObject({ at: {}, pairs: [{ negotiated: 'V1' }] })
  expect(await cells('--at', 'mode=low')).toMatchObject({
    at: { mode: 'low' },
    pairs: [{ negotiated: 'V1' }],
  })
  expect(await cells('--at', 'mode=high')).toMatchObject({
    at: { mode: 'high' },
    pairs: [{ negotiated: 'V2' }],
  })
  for (const [at, message] of [
    ['mode', '--at: found “mode”, expected a level and its value, such as mode=high'],
    ['mood=high', '--at: unknown level “mood”, expected mode (did you mean mode?)'],
    ['mode=hihg', '--at: unknown value of mode “hihg”, expected low or high (did you mean high?)'],
  ] as const) {
    expect(await answer(['matrix', file, '--at', at])).toMatchObject({
      status: 2,
      out: '',
      err: `parley: ${message}\n`,
    })
  }
})

test('who cannot run where a level is asked for is marked', async () => {
  const { out } = await answer(['matrix', 'kafka-ibp', '--at', 'ibp=3.9'])

  expect(out).toMatch(/^ {2}kafka-3\.8 +\(O 3\.8\) +\(O 3\.8\)$/m)
  expect(out).toMatch(/^ {2}kafka-3\.9 +\(R –\) +O 3\.9$/m)
  expect(out).toContain('not supported: broker kafka-3.8 cannot run at ibp 3.9, only at 3.8')
  expect((await answer(['matrix', 'kafka-ibp'])).out).not.toContain('not supported')
})
