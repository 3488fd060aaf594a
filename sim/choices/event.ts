/** What happens to the nodes and the levels of a cluster while its connections are at rest. */

import type { RolloutStep } from '#machines/rollout.ts'
import { takeStep } from '../effects/raise.ts'
import type { Cluster } from '../engine/cluster.ts'
import type { Fact } from '../engine/fact.ts'
import { begin, type Sim } from '../engine/kernel.ts'
import type { World } from '../engine/world.ts'
import type { Finding } from '../rules/verdict.ts'
import { type Choice, everyChoice, take, takeUrgent } from './choices.ts'
import { silently } from './settle.ts'

/**
 * - `begins`: the cluster is there, with everybody up
 * - `takes`: steps of the upgrade are taken at once
 * - `rises`: a level that takes its time gets to its next value
 * - `goes on`: a node that is being upgraded has drained, its release is in place, or it runs
 */
export type Event =
  | { readonly kind: 'begins' }
  | {
      readonly kind: 'takes'
      readonly steps: readonly RolloutStep[]
      /** The nodes that these steps are of, or of whose configuration. */
      readonly nodes: readonly string[]
    }
  | { readonly kind: 'rises'; readonly name: string }
  | {
      readonly kind: 'goes on'
      readonly node: string
      readonly name: string
      /** Whether something else could have happened instead. */
      readonly isOneOfMany: boolean
    }

/**
 * Lets an event happen to a world, in place, with all that takes no time.
 *
 * @returns what is found of it by itself
 */
export function happen(cluster: Cluster, world: World, event: Event): Finding[] {
  const found: Finding[] = []
  const sim: Sim = { ...silently(cluster, world), listen: (_, fact) => found.push(...findingOfStep(fact)) }
  // What a scenario declares is judged apart from the handlers.
  world.isJudgeAsked = true
  switch (event.kind) {
    case 'begins':
      begin(sim)
      break
    case 'takes':
      for (const step of event.steps) takeStep(sim, step, 0)
      break
    case 'rises':
    case 'goes on': {
      const choice = nodeChoices(cluster, world).find(({ name }) => name === event.name)
      if (choice === undefined) throw new Error(`It cannot be that ${event.name}`)
      take(sim, choice)
    }
  }
  takeUrgent(sim)
  return found
}

/** A finding that is recorded of a step, or of a level on its way. */
function findingOfStep(fact: Fact): Finding[] {
  if (fact.kind !== 'rule' || !fact.isOfStep) return []
  const { rule, verdict: severity, reason, source } = fact
  return [{ rule, severity, reason, source, isAlways: true }]
}

/** What can happen next to the nodes; and before that, to a level that is rising. */
export function nodeChoices(cluster: Cluster, world: World): Choice[] {
  const all = everyChoice(cluster, world)
  const rising = all.filter(({ does }) => isRise(does))
  if (rising.length > 0) return rising
  return all.filter(
    ({ does }) => !('sender' in does) && does.item.kind === 'timer' && does.item.who.machine === 'node',
  )
}

/** The event that a choice is. */
export function eventOf({ does, name, subject }: Choice, isOneOfMany: boolean): Event {
  return isRise(does) ? { kind: 'rises', name } : { kind: 'goes on', node: subject, name, isOneOfMany }
}

const isRise = (does: Choice['does']) => !('sender' in does) && does.item.kind === 'rise'
