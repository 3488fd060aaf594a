/** The part of the schema that says what the rollout changes, how, and what has to hold meanwhile. */
import * as z from 'zod'
import { conditions } from '../model.ts'
import { choice, duration, list, mapping, mostNodes, name, named, oneOrMore } from './parts.ts'

const condition = choice(conditions, 'A condition.')

const upgradeShape = {
  at: duration('When the rollout begins.', '1 s').optional(),
  to: named(
    'role or node',
    name('A release, or the value of a level.'),
    'The release that a role, or a single node, changes to, and the value that a level is raised to.',
  ),
  order: list(
    'role or node',
    z.string({ error: 'a role or a node' }),
    'The order of the steps: roles, which stand for their nodes, nodes, levels and operations. Naming one again takes its next step. Unless said, operations first, then the roles in the order in which they are defined, then levels, one step of each after the other.',
    mostNodes,
  ).optional(),
  through: named(
    'role or node',
    oneOrMore('release', 'The releases on the way, in order.'),
    'Releases that lie on the way: those that the nodes of a role, or a single node, go through.',
    mostNodes,
  ).optional(),
  keep: z
    .union([condition, list('condition', condition, 'Each of these.')], {
      error: `${conditions.join(', ')} or a list of them`,
    })
    .meta({
      description:
        'What has to hold in every mixed state. open: no needed connection loses anything. working: every needed connection works. preferred: they work, and nobody is left with a fallback alone. service: connections count only as far as the service needs them. readable: everybody can read the data. supported: the vendor supports it.',
      default: ['working', 'supported'],
    })
    .optional(),
  pace: named(
    'role',
    z
      .string({ error: 'a whole number or all' })
      .meta({ description: 'A whole number from 1 on, or all of them.' }),
    'How many nodes of a role may be under way at once. Unless said, as many as its floor or its quorum bears; else one, or all of a role that only dials. Of roles that others connect to nodes of one are under way at a time, unless each of them has a pace.',
  ).optional(),
}

export const upgrade = mapping(
  upgradeShape,
  'What the rollout changes, and in which order unless a run says otherwise.',
).optional()

/** The same in a variant, which says the difference only. */
export const otherUpgrade = mapping(
  { ...upgradeShape, to: upgradeShape.to.optional() },
  'What is otherwise about the rollout.',
).optional()

export const timing = mapping(
  {
    drain: duration('How long a node finishes what it has begun.', '200 ms').optional(),
    down: duration('How long it is down while the other release is put in place.', '1 s').optional(),
    start: duration('How long it takes to start.', '300 ms').optional(),
    settle: duration(
      'How long the rollout waits after a step. Unless said, long enough for a client whose first retry found the node down to come again.',
      '6 s',
    ).optional(),
  },
  'How long the upgrade of one node takes.',
).optional()
