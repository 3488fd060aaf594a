/** Every rule of mixed states by itself: small clusters of which one can see what has to come out. */
import { describe, expect, test } from 'vitest'
import { checkOrder } from '#sim/plan/check.ts'
import { plan } from '#sim/plan/plan.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { scenarioOf } from '../scenario/broken.ts'

/** Clients and servers that agree on whatever the other speaks, but for what is added. */
function small(parts: {
  readonly cluster?: string
  readonly to?: string
  readonly keep?: string
  readonly client?: readonly string[]
  readonly server?: readonly string[]
  readonly needs?: string
  readonly rest?: string
}): Scenario {
  const { cluster = 'client: 1 × c-1, server: 1 × s-1', to = 'client: c-2, server: s-2', keep } = parts
  const said = (role: string, usual: readonly string[], own: readonly string[] = []) =>
    [1, 2, 3]
      .map((n, i) => {
        const more = own[i] ?? ''
        const offers = role === 's' ? [`offers: V${n}`] : []
        const all = [...(n === 1 ? usual : []), ...offers]
        // What is said of a release comes before what is usual.
        const others = all.filter((rule) => !more.startsWith(rule.slice(0, rule.indexOf(':') + 1)))
        return `    ${role}-${n}: { ${[...others, ...(more === '' ? [] : [more])].join(', ')} }`
      })
      .join('\n')
  const answers = ['answers: theirs', 'accepts: V1..V3', 'otherwise: close']
  return scenarioOf(`
title: Small
about: What does one rule do?
versions: [V1, V2, V3]
roles:
  client:
${said('c', ['speaks: after the peer', 'offers: V1', ...answers], parts.client)}
  server:
${said('s', ['speaks: at once', ...answers], parts.server)}
links: [{ from: client, to: server, needs: ${parts.needs ?? 'every'} }]
cluster: { ${cluster} }
network: { latency: 5 ms }
upgrade: { to: { ${to} }${keep === undefined ? '' : `, keep: [${keep}]`} }
${parts.rest ?? ''}
`)
}

/** Where an order fails, told as units that each take their next step, and the rules that are broken there. */
function failureOf(scenario: Scenario, order: string): string {
  const left = [...scenario.upgrade.steps]
  const steps = order.split(' ').flatMap((id) => {
    const at = left.findIndex(({ node }) => node === id)
    if (at < 0) throw new Error(`${id} has no step left`)
    return left.splice(at, 1)
  })
  const { failsAt, states, verdict } = checkOrder(scenario, steps)
  if (verdict === 'safe') return 'safe'
  const faults = states.find((each) => each.verdict !== 'safe')?.faults ?? []
  return `${failsAt === null ? 'the start' : `step ${failsAt + 1}`}: ${faults.map(({ reason }) => reason).join('; ')}`
}

const level = (said: string) => `levels: { mode: { about: a mode, values: [low, high], ${said} } }`

describe('a level raised by an operator', () => {
  const of = (more = '') => level(`raised: by an operator, of: server${more}`)
  const server = ['levels: { mode: low }', 'levels: { mode: low..high }', 'levels: { mode: high }']
  const to = 'client: c-2, server: s-2, mode: high'

  test('waits for every member, and for nobody else', () => {
    const scenario = small({ server, to, rest: of() })
    expect(failureOf(scenario, 's1 mode c1')).toBe('safe')
    expect(failureOf(scenario, 'c1 mode s1')).toBe('step 2: server s-1 cannot run at mode high, only at low')
  })

  test('keeps releases out that cannot run where it stands', () => {
    const scenario = small({ server, to: 'server: s-3, mode: high', rest: of() })
    expect(failureOf(scenario, 's1 mode')).toBe('step 1: server s-3 cannot run at mode low, only at high')
    expect(failureOf(scenario, 'mode s1')).toBe('step 1: server s-1 cannot run at mode high, only at low')
    const through = small({ server, to: 'server: s-3, mode: high', rest: of() })
    expect(plan(through).route?.units.map(({ unit, through: way }) => [unit, ...way].join(' '))).toEqual([
      's1 s-1 s-2 s-3',
      'mode low high',
    ])
  })

  test('decides what a release speaks', () => {
    const own = [...server]
    own[1] = 'levels: { mode: low..high }, with: { mode: { high: { offers: V3 } } }'
    const client = ['accepts: V1..V2', 'accepts: V1..V3']
    const scenario = small({ server: own, client, to, rest: of() })
    expect(failureOf(scenario, 's1 mode c1')).toContain('step 2: client c-1 does not accept V3')
    expect(failureOf(scenario, 's1 c1 mode')).toBe('safe')
  })

  test('that cannot be lowered is the point of no return', () => {
    const back = (more: string) => plan(small({ server, to, rest: of(more) })).rollback.pointOfNoReturn
    expect(back('')).toBeNull()
    expect(back(', reversible: no')?.step).toMatchObject({ unit: 'mode', to: 'high' })
    expect(back(', reversible: no')?.reason).toBe('mode cannot be lowered from high to low again')
  })

  test('that stays between two values needs what either writes to be readable at the other', () => {
    const data = [
      '',
      'data: { writes: F1, reads: F1 }, with: { mode: { high: { data: { writes: F2, reads: [F1, F2] } } } }',
    ]
    const sudden = small({ server: data, to: 'server: s-2, mode: high', keep: 'readable', rest: of() })
    expect(failureOf(sudden, 's1 mode')).toBe('safe')
    const slow = small({
      server: data,
      to: 'server: s-2, mode: high',
      keep: 'readable',
      rest: of(', transitional: yes'),
    })
    expect(failureOf(slow, 's1 mode')).toBe('step 2: server s-2 cannot read F2, in which data was written')
  })

  test('that stays between two values does not ask what comes of an end at one and its peer at the other', () => {
    // Each pair works at either value, and one of both servers does.
    const own = ['with: { mode: { low: { offers: V1 }, high: { offers: V3 } } }']
    const client = ['accepts: [V1, V3]']
    const slow = small({ server: own, client, to: 'mode: high', rest: of(', transitional: yes') })
    expect(failureOf(slow, 'mode')).toBe('safe')
  })
})

describe('a level that rises by itself', () => {
  const able = ['levels: { mode: low }', 'levels: { mode: low..high }']
  const rest = (more: string) => level(`raised: automatically, of: server${more}`)
  const cluster = 'client: 1 × c-1, server: [1 × s-1, 1 × s-2]'
  const to = 'client: c-2, server: s-2'

  test('rises when the last member can, and what needs it low has to be gone by then', () => {
    const server = [...able]
    server[1] += ', with: { mode: { high: { offers: V3 } } }'
    const scenario = small({
      server,
      client: ['accepts: V1..V2', 'accepts: V1..V3'],
      cluster,
      to,
      rest: rest(''),
    })
    expect(failureOf(scenario, 's1 c1')).toContain('step 1: client c-1 does not accept V3')
    expect(failureOf(scenario, 'c1 s1')).toBe('safe')
  })

  test('does not fall again', () => {
    const { ways, pointOfNoReturn } = plan(small({ server: able, cluster, to, rest: rest('') })).rollback
    expect(ways[0]?.phases).toEqual([])
    expect(ways.at(-1)).toMatchObject({
      phases: null,
      safeOrders: '0',
      reason: 'server s-1 cannot run at mode high, only at low',
    })
    expect(pointOfNoReturn?.step.unit).toBe('s1')
  })

  test('rises without a member that is down, where it does not wait for it', () => {
    // The configuration of the first is changed, for which it restarts: the second can run at the value.
    const two = `levels:
  mode: { values: [low, high], raised: automatically, of: server UNKNOWN }
  log: { values: [text, json], raised: on each node, of: server }`
    const scenario = (unknown: string) =>
      small({ server: able, cluster, to: 'log: json', rest: two.replace(' UNKNOWN', unknown) })
    expect(failureOf(scenario(', unknown members: block'), 's1.log s2.log')).toBe('safe')
    expect(failureOf(scenario(', unknown members: ignore'), 's1.log s2.log')).toBe(
      'step 1: server s-1 cannot run at mode high, only at low',
    )
  })
})

describe('a level that each node is configured with', () => {
  const rest = level('raised: on each node, of: server')

  test('is a step of its own for each member, which has to be able to run there', () => {
    const server = ['levels: { mode: low }', 'levels: { mode: low..high }']
    const cluster = 'client: 1 × c-1, server: 2 × s-1'
    const scenario = small({ server, cluster, to: 'server: s-2, mode: high', rest })
    expect(failureOf(scenario, 's1 s1.mode s2 s2.mode')).toBe('safe')
    expect(failureOf(scenario, 's1 s2.mode s2 s1.mode')).toBe(
      'step 2: server s-1 cannot run at mode high, only at low',
    )
    expect(plan(scenario).safeOrders).toBe('6') // 4! / (2! 2!)
  })

  test('decides what this node speaks, whatever the others do', () => {
    const server = ['with: { mode: { high: { offers: V3 } } }']
    const client = ['accepts: V1..V2', 'accepts: V1..V3']
    const cluster = 'client: 1 × c-1, server: 2 × s-1'
    const scenario = small({ server, client, cluster, to: 'client: c-2, mode: high', rest })
    expect(failureOf(scenario, 'c1 s1.mode s2.mode')).toBe('safe')
    expect(failureOf(scenario, 's2.mode c1 s1.mode')).toContain('step 1: client c-1 does not accept V3')
  })
})

describe('data', () => {
  const server = ['data: { writes: F1, reads: F1 }', 'data: { writes: F2, reads: [F1, F2] }']

  test('that somebody cannot read matters where it has to be readable', () => {
    const cluster = 'client: 1 × c-1, server: 2 × s-1'
    const kept = (keep: string) => failureOf(small({ server, cluster, to: 'server: s-2', keep }), 's1 s2')
    expect(kept('working')).toBe('safe')
    expect(kept('readable')).toBe('step 1: server s-1 cannot read F2, in which data was written')
  })

  test('stays written when who wrote it goes back', () => {
    const { rollback } = plan(small({ server, to: 'server: s-2', keep: 'readable' }))
    expect(rollback.pointOfNoReturn?.reason).toBe('server s-1 cannot read F2, in which data was written')
  })

  test('that was written on the way counts too', () => {
    const own = [...server, 'data: { writes: F3, reads: [F1, F3] }']
    const scenario = small({ server: own, to: 'server: s-3', keep: 'readable', rest: '' })
    expect(plan(scenario).verdict).toBe('safe')
    const through = scenarioOfPath(own)
    expect(failureOf(through, 's1 s1')).toBe('step 2: server s-3 cannot read F2, in which data was written')
    expect(plan(through).route?.units.find(({ unit }) => unit === 's1')?.through).toEqual(['s-1', 's-3'])
  })

  function scenarioOfPath(own: readonly string[]): Scenario {
    const scenario = small({ server: own, to: 'server: s-3', keep: 'readable' })
    const steps = [
      { node: 's1', to: 's-2' },
      { node: 's1', to: 's-3' },
    ]
    return { ...scenario, upgrade: { ...scenario.upgrade, steps } }
  }
})

test('a release without a way back is the point of no return', () => {
  const server = ['', 'way back: none']
  const { rollback } = plan(small({ server, to: 'server: s-2' }))
  expect(rollback.pointOfNoReturn).toMatchObject({
    phase: 0,
    step: { unit: 's1' },
    reason: 'a server that has run s-2 cannot go back to s-1',
  })
})

describe('skew', () => {
  const skew = (said: string) => `skew: [{ of: server, against: client, ${said}, because: so they say }]`
  const both = { server: [], client: ['offers: V1', 'offers: V2', 'offers: V3'] }

  test('is a window of places, for the releases that are meant', () => {
    const newer = (more: string) =>
      failureOf(small({ ...both, to: 'server: s-3, client: c-3', rest: skew(`newer: 1${more}`) }), 's1 c1')
    expect(newer('')).toBe(
      'step 1: server s-3 is 2 releases newer than client c-1, where it may be 1 newer at most: so they say',
    )
    expect(newer(', when: [s-2]')).toBe('safe')
    expect(newer(', when: [s-3]')).toContain('step 1')
  })

  test('is unsafe, unsupported, or only a loss', () => {
    const effect = (said: string, keep?: string) => {
      const scenario = small({ ...both, rest: skew(`newer: 0, effect: ${said}`), ...(keep && { keep }) })
      const { safeOrders, unsupportedOrders } = plan(scenario)
      return [safeOrders, unsupportedOrders]
    }
    expect(effect('fails')).toEqual(['1', '0'])
    expect(effect('unsupported')).toEqual(['1', '1'])
    expect(effect('unsupported', 'working')).toEqual(['2', '0'])
    expect(effect('degraded')).toEqual(['2', '0'])
  })

  test('over the same host asks only those that are there', () => {
    const cluster = `client: { c1: { release: c-1, host: h1 }, c2: { release: c-1, host: h2 } },
  server: { s1: { release: s-1, host: h1 }, s2: { release: s-1, host: h3 }, s3: s-1 }`
    const scenario = small({ ...both, cluster, rest: skew('newer: 0, over: same host') })
    expect(failureOf(scenario, 's2 s3 c2 c1 s1')).toBe('safe')
    expect(failureOf(scenario, 's2 s3 c2 s1 c1')).toContain('step 4: server s-2 is 1 release newer')
  })
})

test('a mixture holds so many releases at once, each as often as one likes', () => {
  const cluster = 'client: 1 × c-1, server: 3 × s-1'
  const rest = 'skew: [{ among: server, releases: 2 }]'
  const scenario = small({ cluster, to: 'server: s-2', rest })
  expect(failureOf(scenario, 's1 s2 s3')).toBe('safe')
  const steps = ['s-2', 's-3'].flatMap((to) => ['s1', 's2', 's3'].map((node) => ({ node, to })))
  const longer = { ...scenario, upgrade: { ...scenario.upgrade, steps } }
  expect(failureOf(longer, 's1 s2 s3 s1 s2 s3')).toBe('safe')
  expect(failureOf(longer, 's1 s2 s1 s3 s2 s3')).toBe(
    'step 3: server s-1, server s-2 and server s-3 run at once, where 2 releases at most may',
  )
})

test('an operation runs only while all are of one release', () => {
  const rest = 'operations: { repair: { one release of: server, because: nothing is streamed between two } }'
  const cluster = 'client: 1 × c-1, server: 2 × s-1'
  const scenario = small({ cluster, to: 'server: s-2', rest })
  expect(failureOf(scenario, 'repair repair s1 s2')).toBe('safe')
  expect(failureOf(scenario, 's1 s2 repair repair')).toBe('safe')
  expect(failureOf(scenario, 's1 repair s2 repair')).toContain('step 2: repair runs while there are server')
  expect(plan(scenario).safeOrders).toBe('4') // before both or after both, which come in two orders
})

describe('service', () => {
  test('a floor counts who is left while one is down', () => {
    const cluster = (servers: number) => `client: 1 × c-1, server: ${servers} × s-1`
    const floor = (servers: number, needs: string) =>
      failureOf(
        small({
          cluster: cluster(servers),
          to: 'server: s-2',
          needs,
          rest: 'service: { floor: { server: 2 } }',
        }),
        's1',
      )
    expect(floor(3, 'every')).toBe('safe')
    expect(floor(2, 'every')).toBe(
      'step 1: only 1 of server is up while one of server is down, where 2 are needed',
    )
  })

  test('a floor counts those that are of use to each dialer', () => {
    const cluster = 'client: 1 × c-1, server: 3 × s-1'
    const rest = 'service: { floor: { server: 2 } }'
    const scenario = small({ cluster, client: ['accepts: V1'], to: 'server: s-2', needs: 'any', rest })
    expect(failureOf(scenario, 's1')).toBe('safe')
    // The client knows the old servers only.
    expect(failureOf(scenario, 's1 s2')).toContain(
      'step 2: client c-1 can use only 1 of server while one of server is down, where 2 are needed',
    )
  })

  test('a quorum is more than half of all, those that are down among them', () => {
    const peers = (count: number) =>
      scenarioOf(`
title: Peers
about: How many may be down?
versions: [V1, V2]
roles:
  peer:
    p-1: { speaks: at once, offers: V1, answers: lower, accepts: V1..V2, otherwise: close }
    p-2: { offers: V2 }
links: [{ from: peer, to: peer }]
service: { quorum: peer, connected: peer }
cluster: { peer: ${count} × p-1 }
network: { latency: 5 ms }
upgrade: { to: { peer: p-2 } }
`)
    expect(failureOf(peers(3), 'p1 p2 p3')).toBe('safe')
    expect(failureOf(peers(2), 'p1 p2')).toBe(
      'step 1: at most 1 of 2 are connected with each other while one of peer is down, where a quorum needs 2',
    )
  })
})

test('what is not supported does not hide what breaks in a later wave', () => {
  const scenario = scenarioOf(`
title: Behind what is not supported
versions: [V1, V2, V3]
roles:
  a: { r1: { speaks: at once, offers: V1, accepts: V1..V3 }, r2: { offers: V2 }, r3: { offers: V3 } }
  p: { r1: { speaks: after the peer, offers: V1, answers: lower, accepts: V1..V3 }, r3: { offers: V3 } }
links: [{ from: a, to: p }]
skew:
  - { of: a, against: p, older: 0, when: r2 }
  - { of: a, against: p, older: 1, effect: unsupported }
cluster: { a: 2 × r1, p: 1 × r1 }
upgrade: { to: { a: r3, p: r3 }, through: { a: r2 }, order: [p, a, a] }
`)
  const { steps } = scenario.upgrade
  expect(checkOrder(scenario, steps).verdict).toBe('unsafe')
  expect(checkOrder(scenario, steps, { waves: [1, 2, 2] }).verdict).toBe('unsafe')
})

describe('a fallback', () => {
  const cluster = (servers: string) =>
    `client: 1 × c-1, server: { ${servers}, spare: { release: s-1, fallback: yes } }`
  const lossesOf = (servers: string, keep?: string) => {
    const { losses, verdict } = plan(
      small({ cluster: cluster(servers), to: 'server: s-2', needs: 'any', ...(keep && { keep }) }),
    )
    return [verdict, ...losses.map(({ reason, from, until }) => `${reason} ${from}–${until}`)]
  }

  test('is all that is left while the only other is upgraded, which is told and cannot be helped', () => {
    const alone = 'client c-1 has only a fallback to connect to while one of server is down 1–2'
    expect(lossesOf('main: s-1')).toEqual(['safe', alone])
    expect(lossesOf('main: s-1', 'preferred')).toEqual(['safe', alone])
  })

  test('is not needed where there are two others', () => {
    expect(lossesOf('main: s-1, other: s-1', 'preferred')).toEqual(['safe'])
  })
})

describe('a reason', () => {
  test('names the value of the level at which a release does something otherwise, with what is said there', () => {
    const scenario = scenarioOf(`
versions: [V1, V2]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 } }
  server:
    old:
      speaks: after the peer
      offers: V1
      answers: lower
      accepts: V1..V2
      levels: { f: lo..hi }
      with: { f: { hi: { accepts: V2, offers: V2 } } }
links: [{ from: client, to: server }]
levels: { f: { values: [lo, hi], of: server } }
cluster: { client: 1 × old, server: 1 × old }
upgrade: { to: { f: hi } }
`)
    const { blame, counterexample } = plan(scenario)
    expect(blame.map(({ reason }) => reason)).toEqual(['server old at f hi does not accept V1 and closes'])
    expect(counterexample?.schedule.at(-1)).toBe('close reaches the dialer')
    const { repairs } = checkOrder(scenario, scenario.upgrade.steps)
    expect(repairs.map(({ text }) => text)).toEqual(['add V1 to what server old at f hi accepts'])
  })

  test('is that the one of use is down, where the others never were', () => {
    const scenario = scenarioOf(`
versions: [V1, V2]
roles:
  client: { old: { speaks: at once, offers: V1, accepts: V1 } }
  server:
    old: { speaks: after the peer, offers: V1, accepts: V1 }
    mid: { }
    new: { offers: V2, accepts: V2 }
links: [{ from: client, to: server, needs: any }]
cluster: { client: old, server: { s1: new, s2: old } }
upgrade: { to: { s2: mid } }
`)
    expect(plan(scenario).blame.map(({ reason }) => reason)).toEqual([
      'client old has no server to connect to while one of server is down: server new does not accept V1 and closes',
    ])
  })
})
