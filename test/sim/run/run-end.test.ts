// Where a run ends: not before everything is over that was begun, whatever is asked of it.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { RolloutContext } from '#machines/rollout.ts'
import { digest } from '#sim/engine/digest.ts'
import type { Intervention } from '#sim/engine/intervention.ts'
import { type Run, runOf, simulate, stateAt } from '#sim/run/run.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { summarise } from '#sim/views/summary.ts'
import { intervention, runSpec, scenario, seed } from '../arbitraries.ts'
import { change, level, levelled } from '../levelled.ts'
import { only } from '../reading.ts'
import { slowDigest } from '../slow-digest.ts'
import { easy, link, release, role, small } from '../small.ts'
import { zeo } from '../zeo.ts'

// Many random examples take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const end = (of: Scenario, interventions: readonly Intervention[], more: Partial<RunSpec> = {}) =>
  simulate({ scenario: of, seed: 1, interventions, until: 1, ...more }).end

const rolloutIn = (run: Run) => {
  const actor = stateAt(run, run.end.at).rollout
  const state = actor?.table.leaves(actor.state)[0]
  return { state, context: actor?.table.snapshot(actor.state).context as RolloutContext | undefined }
}

/** Specs of runs that end by themselves. */
const whole = fc
  .tuple(scenario, seed, fc.integer({ min: 1, max: 20_000 }))
  .map(([each, own, until]): RunSpec => ({ ...runOf(each, { seed: own }), until }))

/** The same, with trouble. */
const troubled = runSpec({ interventions: (each, until) => intervention(each, until) }).map(
  ({ cut: _, ...spec }): RunSpec => spec,
)

describe('a run ends', () => {
  it('when its rollout is done, its connections are at rest, and the cluster has had its time to settle', () => {
    // One step takes 350 ms, and 500 ms to settle; the client has paused a second before it is there again.
    const step: Intervention = { at: 1_000, do: 'roll out', steps: [{ node: 's1', to: 'r1' }] }
    expect(end(small, [step])).toMatchObject({ at: 2_670, why: 'at rest', stuckIn: [] })
    // The first call is answered at 40 ms.
    expect(end(small, [])).toMatchObject({ at: 540, why: 'at rest' })
    expect(end(small, [], { until: 5_000 })).toMatchObject({ at: 5_000, why: 'at rest' })
  })

  it('when every intervention has happened, and what comes of it', () => {
    const late: Intervention = { at: 9_000.0004, do: 'kill', node: 's1' }
    expect(end(small, [late]).at).toBeGreaterThanOrEqual(9_500)
    expect(end(small, [late]).at).toBeLessThan(11_000)
  })

  it('although somebody dials for ever whom nobody answers, or who is refused again and again', () => {
    const dead: Intervention = { at: 0, do: 'kill', node: 's1' }
    expect(end(small, [dead])).toMatchObject({ why: 'at rest' })
    const strict = release('r1', { ...easy, offers: 'A', answers: 'theirs', accepts: ['A'] })
    const other = release('r1', { ...easy, offers: 'B', answers: 'theirs', accepts: ['B'] })
    const refused = { ...small, roles: [role('client', strict), role('server', other)] }
    expect(end(refused, [])).toMatchObject({ why: 'at rest' })
    expect(end(refused, []).at).toBeLessThan(2_000)
    const cut: Intervention = { at: 5, do: 'cut', pair: 'c1-s1' }
    expect(end(small, [cut])).toMatchObject({ why: 'at rest' })
  })

  it('although every connection is lost again as soon as it is there', () => {
    // The second message that it has to keep back is one too many.
    const full = release('r1', {
      ...easy,
      speaks: 'after the peer',
      queue: { bound: 1, whenFull: 'close' },
    })
    const flapping: Scenario = {
      ...small,
      roles: [role('client', full), role('server', release('r1', easy))],
      traffic: { test: ['ping', 'load'], start: [], repeat: [] },
    }
    const run = simulate({ scenario: flapping, seed: 1, interventions: [], until: 1 })
    expect(run.end).toMatchObject({ why: 'at rest' })
    expect(summarise(run)).toMatchObject({ verdict: 'unsafe', observed: [{ rule: 'link client-server' }] })
  })

  it('where it is cut, and is not known to be safe then', () => {
    const run = simulate(runOf(zeo, { cut: 5_000 }))
    expect(run.end).toMatchObject({ at: 5_000, why: 'cut' })
    expect(summarise(simulate(runOf(zeo, { cut: 1_000 }))).verdict).toBe('unknown')
    // Something has broken already.
    expect(summarise(simulate(runOf(zeo, { cut: 12_000 }))).verdict).toBe('unsafe')
    // Later than it would have ended is no cut.
    expect(simulate(runOf(zeo, { cut: 100_000 })).end).toMatchObject({ at: 100_000, why: 'at rest' })
  })

  it('after a thousand times what was planned', () => {
    // A word that is under way for a year.
    const slow: Intervention = {
      at: 0,
      do: 'slow',
      pair: 'c1-s1',
      latency: { kind: 'fixed', ms: 365 * 86_400_000 },
    }
    const scenario = { ...small, links: [{ ...link('client', 'server'), connector: patient }] }
    const run = simulate({ scenario, seed: 1, interventions: [slow], until: 100 })
    expect(run.end).toMatchObject({ why: 'endless' })
    expect(run.end.at).toBeLessThan(1_000 * 1_000)
    expect(summarise(run).verdict).toBe('unknown')
  })
})

const patient = {
  minDisconnectPoll: 1_000,
  maxDisconnectPoll: 4_000,
  firstAttemptTimeout: 1e12,
  laterAttemptTimeout: 1e12,
}

describe('a rollout that can take no further step', () => {
  const tooEarly: Intervention = {
    at: 1_000,
    do: 'roll out',
    steps: [
      { node: 'b1.ibp', to: '2' },
      { node: 'b1', to: 'r2' },
    ],
  }

  it('is stuck, and says what it waits for', () => {
    const run = simulate({ scenario: levelled, seed: 1, interventions: [tooEarly], until: 1 })
    expect(run.end).toMatchObject({ why: 'at rest', stuckIn: [{ node: 'b1.ibp', to: '2' }] })
    const { verdict, observed } = summarise(run)
    expect(verdict).toBe('unsafe')
    expect(observed).toContainEqual(
      expect.objectContaining({
        rule: 'rollout',
        severity: 'unsafe',
        reason: 'the rollout is stuck: it waits for b1.ibp to be at 2, and b1 did not start',
        at: 1_300,
        from: 1,
        until: null,
      }),
    )
  })

  it('is not, where somebody helps it on later', () => {
    const help: Intervention = { at: 60_000, do: 'upgrade', node: 'b1', to: 'r2' }
    const run = simulate({ scenario: levelled, seed: 1, interventions: [tooEarly, help], until: 1 })
    expect(run.end).toMatchObject({ why: 'at rest', stuckIn: [] })
    expect(rolloutIn(run).state).toBe('done')
    // Before that it cannot be told.
    const before = simulate({ ...run.spec, cut: 30_000 })
    expect(before.end).toMatchObject({ why: 'cut', stuckIn: [] })
  })

  it('is, where it waits for a node that runs something else by now', () => {
    const waves: Intervention = { at: 1_000, do: 'roll out', steps: [{ node: 'b1', to: 'r2' }] }
    const other: Intervention = { at: 1_150, do: 'upgrade', node: 'b1', to: 'r1' }
    const { observed } = summarise(
      simulate({ scenario: levelled, seed: 1, interventions: [waves, other], until: 1 }),
    )
    expect(observed.map(({ reason }) => reason)).toContain(
      'the rollout is stuck: it waits for b1 to run r2, and b1 runs r1',
    )
  })

  it('waits for those of its wave that are on their way', () => {
    const flags = change(levelled, 'flags', {})
    const scenario: Scenario = {
      ...flags,
      levels: [level('fcv', 'by an operator', ['x', 'y'], { start: 'y' })],
      roles: flags.roles.map((each) =>
        each.name !== 'broker'
          ? each
          : { ...each, releases: each.releases.map((one) => ({ ...one, with: [] })) },
      ),
    }
    // The first cannot start at y, the second takes longer and can.
    const steps = [
      { node: 'b1', to: 'r1' },
      { node: 'b2', to: 'r2' },
    ]
    const run = simulate({
      scenario,
      seed: 1,
      interventions: [{ at: 1_000, do: 'roll out', steps, waves: [2] }],
      until: 1,
    })
    expect(run.end.stuckIn).toEqual([{ node: 'b1', to: 'r1' }])
  })
})

describe('the end of any run', () => {
  it('comes when the rollout is done or stuck, and not before it was asked for', () => {
    fc.assert(
      fc.property(whole, (spec) => {
        const run = simulate(spec)
        expect(run.end.why).toBe('at rest')
        expect(run.end.at).toBeGreaterThanOrEqual(spec.until)
        const { state } = rolloutIn(run)
        expect(run.end.stuckIn.length > 0 ? 'upgrading' : 'done').toBe(state ?? 'done')
        expect([...run.trace].every(({ at }) => at <= run.end.at)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('comes with trouble, too, and no node is on its way then', () => {
    fc.assert(
      fc.property(troubled, (spec) => {
        const run = simulate(spec)
        expect(run.end.why).toBe('at rest')
        const last = new Map(
          only(run.trace, 'transition')
            .filter(({ actor }) => actor.startsWith('node '))
            .map(({ actor, to }) => [actor, to[0]]),
        )
        for (const state of last.values()) expect(['running', 'crashed']).toContain(state)
      }),
      { numRuns: 60 },
    )
  })

  it('changes nothing of the verdict by coming later', () => {
    fc.assert(
      fc.property(fc.oneof(whole, troubled), fc.integer({ min: 1, max: 30_000 }), (spec, more) => {
        const run = simulate(spec)
        const longer = simulate({ ...spec, until: run.end.at + more })
        expect(slowDigest([...longer.trace].slice(0, run.trace.size))).toBe(digest(run.trace))
        const [before, after] = [summarise(run), summarise(longer)]
        expect(after.verdict).toBe(before.verdict)
        // What is said of a pair may differ from one round to the next.
        const unsafe = ({ observed }: typeof before) =>
          new Set(
            observed.flatMap(({ severity, rule, pair }) =>
              severity === 'unsafe' ? [`${rule} ${pair?.id}`] : [],
            ),
          )
        expect(unsafe(after)).toEqual(unsafe(before))
      }),
      { numRuns: 60 },
    )
  })

  it('leaves open what it cuts off, unless something broke before', () => {
    fc.assert(
      fc.property(whole, fc.double({ min: 0, max: 0.99, noNaN: true }), (spec, share) => {
        const { at } = simulate({ ...spec, until: 1 }).end
        const cut = simulate({ ...spec, until: 1, cut: Math.floor(at * share) })
        expect(cut.end.why).toBe('cut')
        expect(['unknown', 'unsafe']).toContain(summarise(cut).verdict)
      }),
      { numRuns: 60 },
    )
  })
})
