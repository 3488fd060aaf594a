/** What dialers remember of refusals, as the planner takes it. */
import { describe, expect, test } from 'vitest'
import {
  dialled,
  isToldApart,
  mayMissSome,
  offersTo,
  rememberedIn,
  remembers,
} from '#sim/rules/remembered-offers.ts'
import type { Present, View } from '#sim/rules/view.ts'
import type { Link } from '#sim/scenario/model.ts'
import { scenarioOf } from '../scenario/broken.ts'
import { present, viewWith } from './view.ts'

const levels = 'levels: { mode: { values: [low, high] } }'

const system = (
  parts: {
    remembers?: string
    needs?: string
    client?: string
    cluster?: string
    links?: string
    rest?: string
  } = {},
) =>
  scenarioOf(`
versions: [V1, V2, V3, V4]
roles:
  client:
    c-1:
      speaks: at once
      offers: V3
      accepts: V1..V3
      ${parts.client ?? `when refused: { retry: next lower, on: close, remembers: ${parts.remembers ?? 'peer'} }`}
  server:
    s-1: { speaks: after the peer, offers: V1, accepts: V1 }
    s-2: { offers: V2, accepts: V1..V2 }
    s-3: { offers: V3, accepts: V1..V3 }
    s-4: { offers: V4, accepts: V4 }
links: [${parts.links ?? `{ from: client, to: server, needs: ${parts.needs ?? 'every'} }`}]
${parts.rest ?? (parts.client?.includes('mode') ? levels : '')}
cluster: { ${parts.cluster ?? 'client: c-1, server: 2 × s-1'} }
`)

describe('a scenario remembers', () => {
  test('where any release does, at any place or level', () => {
    const at = (said: string) => remembers(system({ client: said }))
    const retry = 'when refused: { retry: next lower, on: close, remembers: peer }'
    expect(at(retry)).toBe(true)
    expect(at('when refused: { retry: next lower, on: close, remembers: nothing }')).toBe(false)
    expect(at('when refused: give up')).toBe(false)
    expect(at(`as: { dialer: { ${retry} } }`)).toBe(true)
    expect(at(`with: { mode: { high: { ${retry} } } }`)).toBe(true)
    expect(at(`with: { mode: { high: { as: { dialer: { ${retry} } } } } }`)).toBe(true)
  })

  test('by each node of its own, where there are not too many', () => {
    expect(isToldApart(system({ cluster: 'client: c-1, server: 11 × s-1' }))).toBe(true)
    expect(isToldApart(system({ cluster: 'client: c-1, server: 12 × s-1' }))).toBe(false)
    expect(isToldApart(system({ client: 'when refused: give up' }))).toBe(false)
  })

  test('perhaps less than all where any one of several is enough', () => {
    const any = (cluster: string, more: Parameters<typeof system>[0] = {}) =>
      mayMissSome(system({ needs: 'any', cluster, ...more }))
    expect(any('client: c-1, server: 2 × s-1')).toBe(true)
    expect(any('client: c-1, server: s-1')).toBe(false)
    expect(any('client: c-1, server: 2 × s-1', { needs: 'every' })).toBe(false)
    expect(any('client: c-1, server: 2 × s-1', { client: 'when refused: give up' })).toBe(false)
    // Those that remember dial nobody.
    const links = '{ from: server, to: client, needs: any }, { from: client, to: server }'
    expect(any('client: 2 × c-1, server: s-1', { links })).toBe(false)
    const peers = '{ from: client, to: client, needs: any }'
    expect(any('client: 2 × c-1, server: s-1', { links: peers })).toBe(false)
    expect(any('client: 3 × c-1, server: s-1', { links: peers })).toBe(true)
  })
})

const where = (axis: number, place: number, at: readonly number[] = [place], isOne = true) => ({
  axis,
  place,
  at,
  isOne,
})

describe('what is offered', () => {
  const setUp = (remembersFor: string, needs = 'every', more: Parameters<typeof system>[0] = {}) => {
    const scenario = system({ remembers: remembersFor, needs, ...more })
    const [link] = scenario.links as [Link]
    const client = present(scenario, 'client c-1', { where: where(0, 0) })
    const server = (told: string, axis: number, place: number) =>
      present(scenario, told, { where: where(axis, place) })
    const memoryOf = (nodes: readonly Present[], memory: ReadonlySet<string> = new Set()) =>
      rememberedIn(viewWith(scenario, nodes, { memory }))
    const offers = (acceptor: Present, memory: ReadonlySet<string>, more: Partial<View> = {}) =>
      offersTo(viewWith(scenario, [client, acceptor], { memory, ...more }), link, client, acceptor)
    return { scenario, link, client, server, memoryOf, offers }
  }

  test('is what the release does, where nothing is remembered', () => {
    const { server, offers, client, link, scenario } = setUp('peer')
    expect(offers(server('server s-1', 1, 0), new Set())).toEqual([undefined])
    const nobody = setUp('nothing')
    expect(
      nobody.offers(
        nobody.server('server s-1', 1, 0),
        nobody.memoryOf([nobody.client, nobody.server('server s-1', 1, 0)]),
      ),
    ).toEqual([undefined])
    const placeless = present(scenario, 'server s-1')
    expect(offersTo(viewWith(scenario, [client, placeless]), link, client, placeless)).toEqual([undefined])
    expect(
      offersTo(
        viewWith(scenario, [placeless, server('server s-1', 1, 0)]),
        link,
        present(scenario, 'client c-1'),
        server('server s-1', 1, 0),
      ),
    ).toEqual([undefined])
  })

  test('is for a peer what was remembered of it, on its way to where it is', () => {
    const { client, server, memoryOf, offers } = setUp('peer')
    const memory = memoryOf([client, server('server s-1', 1, 0)])
    expect(offers(server('server s-3', 1, 1), memory)).toEqual(['V2', 'V1'])
    // Of another peer nothing is remembered, nor of one that was further on than it is.
    expect(offers(server('server s-3', 2, 1), memory)).toEqual([undefined])
    const later = memoryOf([client, server('server s-1', 1, 2)])
    expect(offers(server('server s-3', 1, 1), later)).toEqual([undefined])
  })

  test('is for everybody what was remembered of anybody, where that is for the cluster', () => {
    const { client, server, memoryOf, offers } = setUp('cluster')
    const memory = memoryOf([client, server('server s-1', 1, 0)])
    expect(offers(server('server s-3', 2, 1), memory)).toEqual(['V2', 'V1'])
    expect(offers(server('server s-3', 2, 1), new Set())).toEqual([undefined])
  })

  test('is that of its release for who has just started', () => {
    const { client, server, memoryOf, offers } = setUp('peer', 'any')
    const memory = memoryOf([client, server('server s-1', 1, 0)])
    const fresh = { axis: 0, place: 0, at: [0] }
    expect(offers(server('server s-3', 1, 1), memory, { fresh })).toEqual([undefined])
    expect(offers(server('server s-3', 1, 1), memory, { fresh: { ...fresh, place: 1 } })).toEqual([
      'V2',
      'V1',
    ])
    const cluster = setUp('cluster', 'any')
    const shared = cluster.memoryOf([cluster.client, cluster.server('server s-1', 1, 0)])
    expect(cluster.offers(cluster.server('server s-3', 1, 1), shared, { fresh })).toEqual([
      'V2',
      'V1',
      undefined,
    ])
  })

  test('is what the connection was made with that is still there, whatever was remembered since', () => {
    const made = (more: Parameters<typeof system>[0] = {}, needs = 'every') => {
      const { client, server, memoryOf, scenario, link } = setUp('cluster', needs, more)
      // The newer server was dialled before the older one had refused anything.
      const memory = memoryOf([client, server('server s-1', 1, 0), server('server s-3', 2, 0)])
      return (acceptor: Present, dialer = client, view: Partial<View> = {}) =>
        offersTo(viewWith(scenario, [dialer, acceptor], { memory, ...view }), link, dialer, acceptor)
    }
    const { client, server } = setUp('cluster')
    const newer = server('server s-3', 2, 0)
    const [own, all] = [[undefined], ['V2', 'V1']]
    expect(made()(newer)).toEqual(own)
    expect(made({}, 'any')(newer)).toEqual(all)
    expect(made({ rest: levels })(newer)).toEqual(all)
    // Of one of several it is not known, nor of what is elsewhere by now, and what is of no use is not there.
    expect(made()({ ...newer, where: where(2, 0, [0], false) })).toEqual(all)
    expect(made()(newer, { ...client, where: where(0, 0, [0], false) })).toEqual(all)
    expect(made()(server('server s-3', 2, 1))).toEqual(all)
    expect(made()(server('server s-3', 3, 0))).toEqual(all)
    expect(made()(server('server s-4', 2, 0))).toEqual(all)
    // Who has just started has made none.
    const fresh = { axis: 0, place: 0, at: [0] }
    expect(made()(newer, client, { fresh })).toEqual([undefined])
    expect(made()(server('server s-4', 2, 0), client, { fresh })).toEqual(['V2', 'V1', undefined])
  })

  test('is for a link what was remembered on it, and for a peer on any', () => {
    const links =
      '{ from: client, to: server, needs: any }, { from: client, to: server, name: other, needs: any }'
    const offered = (scope: string, over: string) => {
      const { client, server, memoryOf, offers } = setUp(scope, 'any', { links })
      const memory = [...memoryOf([client, server('server s-1', 1, 0)])].filter((met) =>
        met.includes(`"${over}"`),
      )
      return offers(server('server s-3', 1, 1), new Set(memory))
    }
    expect(offered('link', 'client-server')).toEqual(['V2', 'V1'])
    expect(offered('link', 'other')).toEqual([undefined])
    expect(offered('peer', 'other')).toEqual(['V2', 'V1'])
  })

  test('is nothing of what it remembered for others than it does now', () => {
    const before = setUp('peer', 'any')
    const memory = before.memoryOf([before.client, before.server('server s-1', 1, 0)])
    const now = setUp('cluster', 'any')
    expect(now.offers(now.server('server s-3', 1, 1), memory)).toEqual([undefined])
  })

  test('is of a peer only what each part of it was at, or is still', () => {
    const { client, scenario, memoryOf, offers } = setUp('peer', 'any')
    const at = (told: string, ...parts: number[]) =>
      present(scenario, told, { where: where(1, parts.length, parts) })
    const memory = memoryOf([client, at('server s-1', 0, 1)])
    expect(offers(at('server s-3', 0, 1), memory)).toEqual(['V2', 'V1'])
    expect(offers(at('server s-3', 1, 1), memory)).toEqual(['V2', 'V1'])
    expect(offers(at('server s-3', 1, 0), memory)).toEqual([undefined])
  })

  test('is remembered again where it is offered and nothing new is learnt', () => {
    const { client, server, memoryOf } = setUp('cluster', 'any')
    const memory = memoryOf([client, server('server s-1', 1, 0)])
    const next = memoryOf([client, server('server s-3', 2, 0)], memory)
    expect([...next].map((met) => (JSON.parse(met) as string[]).at(-1)).toSorted()).toEqual([
      'V1',
      'V1',
      'V2',
      'V2',
    ])
  })

  test('is forgotten with who remembered it, and kept of those that are there', () => {
    const { client, server, memoryOf, scenario } = setUp('peer')
    const memory = memoryOf([client, server('server s-1', 1, 0)])
    expect(memory.size).toBe(2)
    expect(memoryOf([server('server s-3', 1, 1)], memory).size).toBe(0)
    expect(memoryOf([present(scenario, 'client c-1', { where: where(0, 1) })], memory).size).toBe(0)
    const kept = memoryOf([client], memory)
    expect(kept).toEqual(memory)
    expect(memoryOf([client, server('server s-3', 2, 1)], memory).size).toBe(3)
    expect(memoryOf([present(scenario, 'client c-1'), server('server s-1', 1, 0)]).size).toBe(0)
    expect(memoryOf([client, present(scenario, 'server s-1')]).size).toBe(0)
  })
})

test('a release is dialled as it is where the levels of the cluster and of its node stand', () => {
  const scenario = system({ client: 'with: { mode: { high: { offers: V2 } } }' })
  const client = present(scenario, 'client c-1')
  expect(dialled({ levels: { mode: 'high' } }, client).rules.offers).toBe('V2')
  expect(dialled({ levels: { mode: 'low' } }, client).rules.offers).toBe('V3')
  expect(dialled({ levels: { mode: 'low' } }, { ...client, own: { mode: 'high' } }).rules.offers).toBe('V2')
})
