// What becomes of a connection in a run, whatever its messages take, is among what the exploration of its pair says.

import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { endView } from '#sim/effects/ends.ts'
import { exploration } from '#sim/pair/exploration.ts'
import type { Exploration } from '#sim/pair/explore.ts'
import { type Run, simulate, stateAfter } from '#sim/run/run.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { isOutcome, outcomes } from '#sim/scenario/outcome.ts'
import type { Side } from '#sim/scenario/side.ts'
import { only } from '../reading.ts'
import { pairs } from './pairs.ts'

vi.setConfig({ testTimeout: 120_000 })

const seeds = [1, 2, 3, 4]

/** Attempts of a run that are looked at: those after them go the same way. */
const most = 12

/** One exploration from each offer that the dialer may have come to remember; first the one from its own. */
function explorations(scenario: Scenario): readonly [Exploration, ...Exploration[]] {
  const [link] = scenario.links
  const [dialer, acceptor] = scenario.roles.map(({ releases }) => releases[0])
  if (!link || !dialer || !acceptor) throw new Error('a pair has two releases')
  const explored = (offer?: string) => exploration(scenario, link, { dialer, acceptor }, offer)
  const first = explored()
  const offers = new Set(first.remembered)
  const others: Exploration[] = []
  // A set goes on to what is added to it on the way.
  for (const offer of offers) {
    const found = explored(offer)
    others.push(found)
    for (const again of found.remembered) offers.add(again)
  }
  return [first, ...others]
}

type Stand = { readonly state: string; readonly version: string | null } | null

const say = (outcome: string, dialer: Stand, acceptor: Stand) =>
  // Where one end has closed, the other may not have heard of it yet.
  outcome === 'rejected'
    ? outcome
    : `${outcome}: ${dialer?.state} ${dialer?.version}, ${acceptor?.state} ${acceptor?.version}`

/** How each attempt of a run came to rest: with its outcome, and where its ends stand then. */
function restsIn(run: Run): { outcome: string; told: string }[] {
  return only(run.trace, 'attempt')
    .slice(0, most)
    .map(({ connection: id, outcome, moment }) => {
      const world = stateAfter(run, moment)
      const connection = world.connections.get(id)
      const end = (side: Side) => (connection ? endView(connection, side) : null)
      return { outcome, told: say(outcome, end('dialer'), end('acceptor')) }
    })
}

it('is one of the ways in which the pair may come to rest, and often the worst of them', () => {
  const worst = new Map(outcomes.map((outcome) => [outcome, { pairs: 0, seen: 0 }]))
  fc.assert(
    fc.property(pairs, (scenario) => {
      const all = explorations(scenario)
      const rests = new Set(
        all.flatMap(({ rests }) =>
          rests.map(({ outcome, ends }) => say(outcome, ends.dialer, ends.acceptor)),
        ),
      )
      const seen = new Set<string>()
      for (const seed of seeds) {
        const run = simulate({ scenario, seed, interventions: [], until: scenario.until })
        for (const { outcome, told } of restsIn(run)) {
          if (!isOutcome(outcome)) {
            // Nobody goes down here: who is not told no, and does not go away by itself, comes back with less.
            expect(outcome).toBe('retried')
            continue
          }
          seen.add(outcome)
          expect([...rests], `seed ${seed}`).toContain(told)
        }
      }
      const tally = worst.get(all[0].outcome)
      if (tally) tally.pairs++
      if (tally && seen.has(all[0].outcome)) tally.seen++
    }),
    { numRuns: 120 },
  )
  const sum = (key: 'pairs' | 'seen') => [...worst.values()].reduce((total, each) => total + each[key], 0)
  for (const [outcome, { pairs }] of worst) expect(pairs, outcome).toBeGreaterThan(0)
  expect(sum('seen') / sum('pairs')).toBeGreaterThan(0.9)
})

it('is what an exception says, whatever its releases do, call, wait for and remember', () => {
  fc.assert(
    fc.property(pairs, (scenario) => {
      const [exception] = scenario.exceptions ?? []
      fc.pre(exception !== undefined)
      for (const { outcomes: all } of explorations(scenario)) {
        expect(Object.keys(all)).toEqual([exception?.outcome])
      }
      const run = simulate({ scenario, seed: 1, interventions: [], until: 20_000 })
      const found = only(run.trace, 'attempt').map(({ outcome }) => outcome)
      expect(new Set(found)).toEqual(new Set([exception?.outcome]))
    }),
    { numRuns: 100 },
  )
})
