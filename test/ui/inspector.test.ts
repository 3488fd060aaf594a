import { afterEach, describe, expect, test, vi } from 'vitest'
import { stateAfter } from '#sim/run/run.ts'
import { viewOf } from '#sim/views/view.ts'
import { actorOf, latestOf } from '#ui/inspect/actor-of.ts'
import { inspectorIn, withInspector } from '#ui/inspect/asked.ts'
import { reach } from '#ui/inspect/reach.ts'
import { sayTold } from '#ui/inspect/say-told.ts'
import { runZeo } from '../sim/zeo.ts'

describe('the address', () => {
  test.each([
    ['', null],
    ['?theme=dark', null],
    ['?inspect', 'own'],
    ['?inspect=', 'own'],
    ['?theme=dark&inspect', 'own'],
    ['?inspect=stately', 'stately'],
    ['?inspect=else', 'own'],
  ])('%s asks for %s', (query, kind) => {
    expect(inspectorIn(query)).toBe(kind)
  })

  test('asks for another inspector, or for none, and keeps all else', () => {
    const address = 'http://parley.test/some/?theme=dark&inspect=stately#1abc'
    expect(withInspector(address, null)).toBe('http://parley.test/some/?theme=dark#1abc')
    expect(withInspector(address, 'own')).toBe('http://parley.test/some/?theme=dark&inspect#1abc')
    expect(withInspector('http://parley.test/#1abc', 'stately')).toBe(
      'http://parley.test/?inspect=stately#1abc',
    )
    expect(withInspector('http://parley.test/?inspect#1abc', null)).toBe('http://parley.test/#1abc')
  })
})

describe('what is selected in the workbench', () => {
  const run = runZeo({ until: 20_000 })
  const view = viewOf(run.cluster, stateAfter(run, run.moments))
  const last = view.pairs.find(({ id }) => id === 'c1-s1')?.connection

  test('is a node, or the dialer of the last connection of a pair', () => {
    expect(actorOf(run, view, { kind: 'node', id: 's1' }, null)).toBe('node s1')
    expect(actorOf(run, view, { kind: 'pair', id: 'c1-s1' }, null)).toBe(`end ${last} dialer`)
    expect(actorOf(run, view, null, 'rollout')).toBe('rollout')
  })

  test('is what is looked at already, where that belongs to the pair', () => {
    const pair = { kind: 'pair', id: 'c1-s1' } as const
    expect(actorOf(run, view, pair, 'connector c1-s1')).toBe('connector c1-s1')
    expect(actorOf(run, view, pair, 'end c1-s1#1 acceptor')).toBe('end c1-s1#1 acceptor')
    expect(actorOf(run, view, pair, 'end c1-s2#1 acceptor')).toBe(`end ${last} dialer`)
  })

  test('is the machine that an event is about', () => {
    const event = [...run.trace].find(({ kind }) => kind === 'transition')
    const delivery = [...run.trace].find(({ kind }) => kind === 'deliver')
    const actor = event?.kind === 'transition' ? event.actor : ''
    expect(actorOf(run, view, { kind: 'event', id: event?.id ?? 0 }, null)).toBe(actor)
    expect(actorOf(run, view, { kind: 'event', id: delivery?.id ?? 0 }, null)).toMatch(
      /^end c\d-s\d#\d dialer$/,
    )
  })

  test('goes on with the pair to its next connection', () => {
    expect(latestOf(run, view, 'end c1-s1#1 acceptor')).toBe(`end ${last} acceptor`)
    expect(latestOf(run, view, 'node c1')).toBe('node c1')
  })
})

test('what is told is said in numbers', () => {
  const said = (filter: string, there: number, matching: number, told: number) =>
    sayTold({ filter, selected: null, there, matching, told, members: [] })
  expect(said('', 17, 17, 17)).toBe('17 machines')
  expect(said('', 1, 1, 1)).toBe('1 machine')
  expect(said('', 3_111, 3_111, 50)).toBe('3,111 machines; 50 are told of')
  expect(said('c1', 3_111, 40, 41)).toBe('40 of 3,111 machines')
  expect(said('c1', 3_111, 400, 50)).toBe('400 of 3,111 machines; 50 are told of')
})

describe('a page elsewhere', () => {
  const page = () => {
    const document = new EventTarget()
    vi.stubGlobal('document', document)
    vi.stubGlobal('navigator', { onLine: true })
    return document
  }
  afterEach(() => vi.unstubAllGlobals())

  test('is reached where it answers, whatever it says', async () => {
    page()
    vi.stubGlobal('fetch', async () => new Response(null, { status: 500 }))
    expect(await reach('https://stately.ai/inspect', 100)).toBe('yes')
  })

  test('is not where it does not answer, or where there is no network', async () => {
    page()
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await reach('https://stately.ai/inspect', 100)).toBe('no')
    vi.stubGlobal('navigator', { onLine: false })
    vi.stubGlobal('fetch', async () => new Response())
    expect(await reach('https://stately.ai/inspect', 100)).toBe('no')
  })

  test('may be one that this page must not ask', async () => {
    const document = page()
    vi.stubGlobal('fetch', async () => {
      setTimeout(() => {
        document.dispatchEvent(
          Object.assign(new Event('securitypolicyviolation'), { blockedURI: 'https://stately.ai/inspect' }),
        )
      })
      throw new TypeError('Failed to fetch')
    })
    expect(await reach('https://stately.ai/inspect', 100)).toBe('unknown')
  })
})
