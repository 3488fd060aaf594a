import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { type Run, rolloutOf, simulate, stateAfter } from '#sim/run/run.ts'
import { mayBeNews, narrate, newsworthy } from '#sim/views/narrate.ts'
import { viewOf } from '#sim/views/view.ts'
import { runSpec } from '../arbitraries.ts'
import { run, small } from '../small.ts'
import { runZeo, zeo } from '../zeo.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const sentences = ({ cluster, trace }: Run) =>
  [...trace].flatMap((event) => {
    const sentence = narrate(cluster, trace, event)
    return sentence ? [{ event, ...sentence }] : []
  })

const texts = (run: Run) => sentences(run).map(({ text }) => text)

describe('the narration of any run', () => {
  it('is made of whole sentences about nodes of the cluster', () => {
    fc.assert(
      fc.property(runSpec(), (spec) => {
        const run = simulate(spec)
        const isKnown = (name: string) => run.cluster.nodes.has(name)
        const faulty = sentences(run).filter(
          ({ text, node }) =>
            !/^\S.*[^\s.,:;]$/.test(text) ||
            /undefined|null|NaN|\[object| {2}| ,/.test(text) ||
            (node !== null && !(isKnown(node) && text.includes(node))) ||
            !(text.match(/\b[cs]\d+\b/g) ?? []).every(isKnown),
        )
        expect(faulty).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('has all that is news among the events that may be', () => {
    fc.assert(
      fc.property(runSpec(), (spec) => {
        const run = simulate(spec)
        const news = sentences(run).flatMap(({ event, isNews }) => (isNews ? [event.id] : []))
        const may = new Set(Array.from(run.trace.ofKind(newsworthy, 0, mayBeNews), ({ id }) => id))
        expect(news.filter((id) => !may.has(id))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('leaves out only timers, steps within a machine, and what nobody logs', () => {
    fc.assert(
      fc.property(runSpec(), (spec) => {
        const { cluster, trace } = simulate(spec)
        for (const event of trace) {
          if (narrate(cluster, trace, event) !== null) continue
          if (event.kind === 'heard') expect(event.logs).toBeNull()
          else expect(['timer', 'transition']).toContain(event.kind)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('says to what a node is to be upgraded', () => {
    fc.assert(
      fc.property(runSpec(), (spec) => {
        const run = simulate(spec)
        for (const { text, node, event } of sentences(run)) {
          if (!text.includes('takes on no new work')) continue
          const seen = viewOf(run.cluster, stateAfter(run, event.moment)).nodes.find(({ id }) => id === node)
          expect(text).toMatch(new RegExp(` to ${seen?.next ?? seen?.release}$`))
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the narration of ZEO 2002', () => {
  it('tells, servers first, who hangs and why', () => {
    const told = texts(runZeo())
    expect(told).toContain(
      's1 takes on no new work and finishes what it has begun: it is to be upgraded to ZODB-3.2',
    )
    expect(told).toContain('c1 does not accept Z201 from s1 and stays in its handshake')
    expect(told).toContain('s1 accepts Z200 from c1: for s1 the connection is open')
  })

  it('tells, clients first, what is queued and what is done without', () => {
    const clients = zeo.upgrade.steps.filter(({ node }) => node.startsWith('c'))
    const told = texts(runZeo({ interventions: rolloutOf(zeo, clients) }))
    expect(told).toContain('c1 waits for s1 to name its version')
    expect(told).toContain('c1 queues register until its handshake with s1 is over')
    expect(told).toContain('c1 has sent all that it had queued for s1')
    expect(told).toContain(
      'c1 cannot call lastTransaction on s1 and goes on without it: Z200 does not have it',
    )
    expect(told.filter((text) => text.includes('stays in its handshake'))).toEqual([])
  })

  it('marks as news what a reader wants to know, and not every message', () => {
    const told = sentences(runZeo())
    const news = told.filter(({ isNews }) => isNews)
    expect(news.length).toBeGreaterThan(0)
    expect(news.every(({ event }) => event.kind !== 'send' && event.kind !== 'deliver')).toBe(true)
    expect(news.length).toBeLessThan(told.length / 2)
  })
})

describe('an intervention', () => {
  it.each([
    [{ at: 9, do: 'kill', node: 's1' } as const, 's1 is killed'],
    [{ at: 9, do: 'restart', node: 's1' } as const, 's1 is restarted'],
    [{ at: 9, do: 'cut', pair: 'c1-s1' } as const, 'the line c1-s1 is cut'],
    [{ at: 9, do: 'heal', pair: 'c1-s1' } as const, 'the line c1-s1 is healed'],
    [{ at: 9, do: 'upgrade', node: 'c1', to: 'r1' } as const, 'c1 is to be upgraded to r1'],
  ])('is told as it is done: %o', (intervention, text) => {
    expect(texts(run(small, intervention))).toContain(text)
  })
})
