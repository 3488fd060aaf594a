/** The part of the schema that says what a cluster as a whole stands at and has to keep: levels, operations, rules. */
import * as z from 'zod'
import { choice, list, mapping, name, named, oneOrMore, text, yesOrNo } from './parts.ts'

const source = name('The name of the source of this.').optional()
const note = text('A remark for readers.').optional()
const because = text('Why, in a sentence.').optional()

const levelShape = {
  about: text('One line about this level.').optional(),
  values: list('value', name('A value. Never compared as text.'), 'Every value, lowest first.').min(2, {
    error: 'at least two values, lowest first',
  }),
  start: name('Where it stands at first. Unless said, the lowest value.').optional(),
  raised: choice(
    ['by an operator', 'on each node', 'automatically'],
    'Who raises it. by an operator: a step of its own. on each node: by the configuration of each member, a step and a restart for each. automatically: the cluster itself, as soon as every member can run at the value.',
  )
    .meta({ default: 'by an operator' })
    .optional(),
  of: oneOrMore('role', 'The roles whose nodes stand at it. Unless said, every role.').optional(),
  reversible: yesOrNo('Whether it can be lowered again.').meta({ default: 'yes' }).optional(),
  transitional: yesOrNo(
    'Whether it stays between two values for a while, so that its members have to be able to run at both.',
  )
    .meta({ default: 'no' })
    .optional(),
  'drops connections': yesOrNo('Whether the connections of its members are closed when it is raised.')
    .meta({ default: 'no' })
    .optional(),
  'unknown members': choice(
    ['block', 'ignore'],
    'Whether a member that is down keeps a level from being raised automatically.',
  )
    .meta({ default: 'block' })
    .optional(),
  source,
  note,
}

const level = mapping(levelShape, 'A level.')

const operationShape = {
  about: text('One line about this operation.').optional(),
  'one release of': oneOrMore('role', 'The roles whose nodes all have to run one release while it runs.'),
  because,
  source,
}

const effect = choice(
  ['fails', 'unsupported', 'degraded'],
  'What it comes to where this is broken: it fails, the vendor does not support it, or something is lost.',
)
  .meta({ default: 'fails' })
  .optional()

const places = (description: string) =>
  z
    .string({ error: 'a whole number or any' })
    .meta({ description, examples: ['1', 'any'], default: 'any' })
    .optional()

const distance = mapping(
  {
    of: oneOrMore('role', 'The roles that this is about.'),
    against: oneOrMore('role', 'The roles that they are compared with.'),
    when: oneOrMore('release', 'The releases for which this holds. Unless said, every one.').optional(),
    older: places('How many places it may be behind.'),
    newer: places('How many places it may be ahead.'),
    over: choice(
      ['every', 'same host'],
      'Whether it holds against every node, or against those of the same host only.',
    )
      .meta({ default: 'every' })
      .optional(),
    effect,
    because,
    source,
  },
  'How far one role may be behind or ahead of another.',
).meta({ id: 'skew' })

const mixture = mapping(
  {
    among: oneOrMore('role', 'The roles that this is about.'),
    releases: z
      .string({ error: 'a whole number' })
      .meta({ description: 'How many different releases they may run at once.', examples: ['2'] }),
    effect,
    because,
    source,
  },
  'How many different releases may run at once.',
).meta({ id: 'mixture' })

const reached = z
  .union([name('The release.'), list('release', name('A release.'), 'Any of these, or none.')], {
    error: 'a release, a list of them, or none',
  })
  .meta({ description: 'The releases that this one can be upgraded to, or none.' })

const paths = z
  .union(
    [
      choice(['one at a time'], 'Each release can be upgraded to the next one only.'),
      named('release', reached, 'Each release, and those that it can be upgraded to.'),
    ],
    { error: 'one at a time, or a mapping from releases to those that each can be upgraded to' },
  )
  .meta({ description: 'Which releases a release of this role can be upgraded to.' })

/** What may be said otherwise in a variant as well. */
export const clusterRules = {
  skew: list(
    'rule',
    z.union([distance, mixture], {
      error: 'a mapping with of and against, or with among and releases',
    }),
    'How far releases may be apart. They are compared by the place of the newest version that they speak in the list of versions.',
  ).optional(),
  service: mapping(
    {
      quorum: oneOrMore(
        'role',
        'The roles whose nodes vote: more than half of all have to be up and connected with each other.',
      ).optional(),
      connected: oneOrMore(
        'role',
        'The roles whose nodes, as far as they are up, have to reach each other by way of others.',
      ).optional(),
      floor: named(
        'role',
        z.string({ error: 'a whole number' }).meta({ description: 'How many.' }),
        'How many nodes of a role have to be up, and of use to each dialer that needs any one of them.',
      ).optional(),
    },
    'What the cluster as a whole has to provide, also while a node that is upgraded is down.',
  ).optional(),
  paths: named(
    'role',
    paths,
    'Which releases a release can be upgraded to. Unless said, to every later one.',
  ).optional(),
}

export const levels = named(
  'level',
  level,
  'What a cluster stands at beside its releases and what is raised: a feature compatibility version, a set of flags, a configured protocol.',
).optional()

export const operations = named(
  'operation',
  mapping(operationShape, 'An operation.'),
  'What is done once during the upgrade, such as a repair. Its start and its end are two steps.',
).optional()

/** The same in a variant, which says the difference only. */
export const otherLevels = named(
  'level',
  mapping({ ...levelShape, values: levelShape.values.optional() }, 'What is otherwise about a level.'),
  'What is otherwise about levels.',
).optional()

export const otherOperations = named(
  'operation',
  mapping(
    { ...operationShape, 'one release of': operationShape['one release of'].optional() },
    'What is otherwise about an operation.',
  ),
  'What is otherwise about operations.',
).optional()

export type SkewFile = z.infer<typeof distance>
export type MixtureFile = z.infer<typeof mixture>
export type LevelFile = z.infer<typeof level>

/** What is wrong with a key of one kind of rule under `skew` beside those of the other kind. Null for other keys. */
export function faultOfMixedRule(schema: unknown, key: string): string | null {
  const [own, other, needs] =
    schema === distance ? ['of', mixture, 'among and releases'] : ['among', distance, 'of and against']
  if ((schema !== distance && schema !== mixture) || !Object.hasOwn(other.shape, key)) return null
  return `found “${key}” beside “${own}”, expected an entry of its own with ${needs}`
}
