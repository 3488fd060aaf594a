/**
 * The scenario file: which keys there are and what they mean. `parse.ts` checks a file's shape with it, and
 * `parley schema` prints it for editors; what the shorthands and the names in them mean is up to `resolve.ts`.
 *
 * Every scalar of a file arrives here as text (see `document.ts`). The `error` of a scalar or a union says what
 * is expected in its place.
 */
import * as z from 'zod'
import { latencyExamples } from '../latency.ts'
import { type Absence, absences } from '../model.ts'
import { calls, otherCalls, traffic } from './calls.ts'
import { clusterRules, levels, operations, otherLevels, otherOperations } from './cluster.ts'
import { exceptions, link } from './links.ts'
import { cluster } from './nodes.ts'
import { choice, duration, letter, list, mapping, name, named, oneOrMore, text } from './parts.ts'
import { release } from './release.ts'
import { otherUpgrade, timing, upgrade } from './upgrade.ts'

const source = z
  .union(
    [
      text('What it is, with its date and version.'),
      mapping(
        {
          text: text('What it is, with its date and version.'),
          url: z
            .url({ error: 'an address that begins with https:// or http://', protocol: /^https?$/ })
            .meta({ description: 'Where it can be read.' })
            .optional(),
        },
        'A source with its address.',
      ),
    ],
    { error: 'a text, or a mapping with text and url' },
  )
  .meta({ description: 'Where a fact of this scenario comes from.' })

const sentence = (description: string) => text(description).regex(/\S/, { error: 'a sentence' })

const proviso = z
  .union(
    [
      sentence('The end of a sentence that begins with “if”, as in: authentication is off.'),
      mapping(
        {
          that: sentence('The end of a sentence that begins with “if”, as in: authentication is off.'),
          to: oneOrMore('release', 'Only ways to one of these releases need it.').optional(),
          source: name('Where this is known from.').optional(),
        },
        'What has to be true, or done beside the steps.',
      ),
    ],
    { error: 'a sentence, or a mapping with that' },
  )
  .meta({ description: 'What has to be true, or done beside the steps.' })

const absentFrom = oneOrMore('role', 'The roles that have none of this.')

const latency = z
  .union(
    [
      z.string({ error: 'a latency such as 20 ms, 20 ms ± 5 ms or 15..25 ms' }),
      mapping(
        {
          median: duration('Half of all messages take longer.'),
          p99: duration('One message in a hundred takes longer.'),
        },
        'A log-normal latency, which has a long tail.',
      ),
    ],
    { error: 'a latency such as 20 ms, 20 ms ± 5 ms or 15..25 ms, or a mapping with median and p99' },
  )
  .meta({
    description: 'How long a message takes: fixed, anything within a spread or a range, or log-normal.',
    examples: [...latencyExamples, { median: '20 ms', p99: '80 ms' }],
    default: '10 ms',
  })

/** What may be said otherwise in a variant as well. */
const sharedShape = {
  exceptions,
  traffic,
  network: mapping({ latency: latency.optional() }, 'The network between the nodes.').optional(),
  timing,
}

const until = duration(
  'How long a run lasts. Unless said, the whole rollout and one more time to settle, rounded up to ten seconds, and at least half a minute.',
).optional()

/** A file with more of them takes long to read, and nobody compares so many. */
const mostVariants = 20

const variantPattern = new RegExp(`^[${letter}](?:[${letter} .+/:-]{0,62}[${letter}+])?$`)
const variantExpected = 'a few words of letters, digits and . _ + / : -, up to 64 characters'

const variant = mapping(
  {
    about: text('One line that says what is otherwise.'),
    roles: named(
      'role',
      named('release', release, 'Releases that do something otherwise.'),
      'What releases do otherwise.',
    ).optional(),
    calls: otherCalls,
    cluster: cluster.optional(),
    ...sharedShape,
    upgrade: otherUpgrade,
    until,
    levels: otherLevels,
    operations: otherOperations,
    ...clusterRules,
  },
  'The same scenario with something said otherwise. Mappings are merged with those of the scenario; texts and lists stand instead of them.',
)

const version = z
  .union(
    [
      name('One version. Never compared as text.'),
      z
        .record(
          name('version'),
          z.union(
            [name('Another spelling.'), list('spelling', name('Another spelling.'), 'Other spellings.')],
            {
              error: 'another spelling of the version, or a list of them',
            },
          ),
        )
        .refine((pairs) => Object.keys(pairs).length === 1, { error: 'one version with its other spellings' })
        .meta({ description: 'A version with other spellings of it, as in { 3.3: [3.5, RFB3] }.' }),
    ],
    { error: 'a version, or a mapping from a version to its other spellings' },
  )
  .meta({ description: 'One version. Never compared as text.' })

export const scenarioFile = z
  .strictObject({
    title: text('What the scenario is called. Unless said, the name of its file.').optional(),
    about: text('One line that says what it shows.').optional(),
    sources: named(
      'source',
      source,
      'Where the facts come from, each under a name that releases refer to.',
    ).optional(),
    versions: list('version', version, 'Every version of the protocol, oldest first.'),
    roles: named(
      'role',
      named('release', release.nullable(), 'The releases of this role, oldest first.'),
      'What nodes can be in the cluster, and the releases of each.',
    ),
    releases: list(
      'release',
      name('The name of a release of some role.'),
      'The releases of all roles, oldest first: how rules about skew compare those of different roles. Unless said, by equal names, or else by the newest versions that they offer.',
    ).optional(),
    links: list('link', link, 'Which roles connect.'),
    'has no': z
      .union(
        [
          choice(absences, 'None of this.'),
          list('part', choice(absences, 'None of these.'), 'None of these.'),
          mapping(
            {
              levels: absentFrom.optional(),
              data: absentFrom.optional(),
              skew: absentFrom.optional(),
              service: absentFrom.optional(),
            } satisfies Record<Absence, unknown>,
            'What only some roles have none of.',
          ),
        ],
        {
          error: `${absences.join(', ')}, a list of them, or a mapping from them to roles`,
        },
      )
      .meta({
        description:
          'What this system has none of: levels, data that outlives a process, rules about skew, a service to be kept. What a scenario neither says nor has none of is taken for granted, and a plan lists it.',
      })
      .optional(),
    'holds only if': z
      .union([proviso, list('condition', proviso, 'What has to be true, or done beside the steps.')], {
        error: 'a sentence, a mapping with that, or a list of them',
      })
      .meta({
        description:
          'What has to be true, or has to be done beside the steps, for a plan to hold: what nothing here can check. A plan tells it beside its answer.',
      })
      .optional(),
    calls,
    cluster,
    ...sharedShape,
    upgrade,
    until,
    variants: z
      .record(z.string({ error: variantExpected }).regex(variantPattern, { error: variantExpected }), variant)
      .refine((pairs) => Object.keys(pairs).length > 0, { error: 'at least one variant' })
      .refine((pairs) => Object.keys(pairs).length <= mostVariants, {
        error: `at most ${mostVariants} of them`,
      })
      .meta({
        description: 'The same scenario with something said otherwise, such as “as documented”.',
      })
      .optional(),
    levels,
    operations,
    ...clusterRules,
  })
  .meta({
    title: 'Parley scenario',
    description: 'A cluster that negotiates versions of a protocol, and its upgrade.',
  })

/** What a file says, shorthands and all. */
export type ScenarioFile = z.infer<typeof scenarioFile>
export type VariantFile = z.infer<typeof variant>

/** The JSON Schema of scenario files, for editors. */
export function jsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioFile, {
    target: 'draft-7',
    override: ({ jsonSchema: part }) => {
      // An editor takes `3.10` for a number and `no` for a truth value, where Parley reads what was written.
      if (part.type === 'string' && part.enum === undefined) {
        Object.assign(part, { type: ['string', 'number', 'boolean'] })
      }
      if (part.propertyNames !== undefined) part.minProperties = 1
    },
  })
  return { ...schema }
}
