/**
 * The scenario file: which keys there are and what they mean. `parse.ts` checks a file's shape with it, and
 * `parley schema` prints it for editors; what the shorthands and the names in them mean is up to `resolve.ts`.
 *
 * Every scalar of a file arrives here as text (see `document.ts`). The `error` of a scalar or a union says what
 * is expected in its place.
 */
import * as z from 'zod'
import { latencyExamples } from './latency.ts'
import {
  clusterRules,
  levels,
  operations,
  otherLevels,
  otherOperations,
  upgradeRules,
} from './schema-cluster.ts'
import {
  choice,
  duration,
  letter,
  list,
  mapping,
  mostNodes,
  name,
  named,
  text,
  yesOrNo,
} from './schema-parts.ts'
import { release } from './schema-release.ts'

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

const link = mapping(
  {
    name: name('The name of this link. Unless said, both roles, as in client-server.').optional(),
    from: name('The role that dials.'),
    to: name('The role that accepts. The same one for peers: then every node dials every other.'),
    needs: choice(
      ['every', 'any'],
      'Whether a dialer needs a connection to every acceptor, or to any one of them.',
    )
      .meta({ default: 'every' })
      .optional(),
    channels: list(
      'channel',
      name('A channel.'),
      'Connections of different kinds between the same two nodes. Each negotiates by itself and is called by its link and its name, as in internode/streaming.',
      20,
    ).optional(),
    spoils: yesOrNo('Whether one broken connection keeps a dialer from using the others.')
      .meta({ default: 'no' })
      .optional(),
    attempt: mapping(
      {
        first: duration('In the first round.', '5 s').optional(),
        later: duration('In every later round.', '75 s').optional(),
      },
      'How long the sockets of one round may take to connect.',
    ).optional(),
    pause: mapping(
      {
        first: duration('The first pause.', '5 s').optional(),
        longest: duration('No pause is longer.', '300 s').optional(),
      },
      'How long a dialer pauses between rounds. Each pause is twice as long as the one before.',
    ).optional(),
  },
  'Two roles that connect.',
).meta({ id: 'release' })

const since = name('The oldest version that has it; for flags, the flag that brings it.')

const callShape = {
  until: name('The first version that does not have it any more.').optional(),
  without: text('What is lost where the agreed version does not have it.').optional(),
  fallback: name('The call that is made instead where it is missing: an older one.').optional(),
  missing: choice(
    ['do without', 'fail', 'wrong data'],
    'What comes of making it where it is missing: the caller does without, the call fails, or it gets wrong data.',
  )
    .meta({ default: 'do without' })
    .optional(),
  names: named(
    'version',
    name('A name.'),
    'What it is called from a version on, as in { Z200: beginZeoVerify, Z303: verify }.',
  ).optional(),
  over: name(
    'The link that it goes over, or the channel as in internode/streaming. Unless said, every link of its caller.',
  ).optional(),
  data: choice(['reads', 'writes'], 'Whether it reads or writes data, whose form may be unknown.').optional(),
  source: name('The name of the source of this.').optional(),
  note: text('A remark for readers.').optional(),
}

const callError =
  'the version since which it exists, or a mapping with since, until, without, fallback and so on'

const call = z
  .union([z.string({ error: 'a version' }), mapping({ since, ...callShape }, 'More about a call.')], {
    error: callError,
  })
  .meta({ description: 'A call: the version since which it exists, or more about it.' })

const exception = mapping(
  {
    link: name(
      'The link, or the channel as in internode/streaming. Needed only where there are several.',
    ).optional(),
    dialer: name('The release that dials.'),
    acceptor: name('The release that accepts.'),
    outcome: choice(
      ['open', 'degraded', 'rejected', 'stalled', 'half-open'],
      'What comes of it, whatever the rules of both releases come to.',
    ),
    at: name('The version that they agree on, where the connection is open or degraded.').optional(),
    because: text('Why, or what is lost where it is degraded.'),
    source: name('The name of the source of this.').optional(),
    note: text('A remark for readers.').optional(),
  },
  'Two releases of which it is known what comes of their meeting.',
).meta({ id: 'exception' })

const callNames = z.union(
  [z.string({ error: 'a call' }), list('call', z.string({ error: 'a call' }), 'Each of these, in order.')],
  {
    error: 'a call or a list of calls',
  },
)

const groupExpected = 'a release, or a number of nodes that run it, as in 3 × ZODB-3.1'

const node = z
  .union(
    [
      z.string({ error: 'a release' }),
      mapping(
        {
          release: z
            .string({ error: 'a release' })
            .meta({ description: 'The release that it runs at first.' }),
          fallback: yesOrNo(
            'Whether dialers prefer others to it: it is used where no other can be, as a server that can only be read from is.',
          )
            .meta({ default: 'no' })
            .optional(),
          host: name(
            'The machine that it runs on. Rules about the same host compare nodes of one machine.',
          ).optional(),
        },
        'A node with more to say about it.',
      ),
    ],
    { error: 'a release, or a mapping with release, fallback and host' },
  )
  .meta({ description: 'The release that the node runs at first.' })

const group = z
  .union(
    [
      z.string({ error: groupExpected }),
      list('group of nodes', z.string({ error: groupExpected }), 'Groups, each as in 3 × ZODB-3.1.'),
      named('node', node, 'Every node by its name.', mostNodes),
    ],
    { error: 'a group of nodes such as 3 × ZODB-3.1, a list of groups, or a mapping from nodes to releases' },
  )
  .meta({
    description:
      'The nodes of this role: 3 × ZODB-3.1, a list of such groups, or every node by its name. Nodes that are only counted are named by the first letter of their role and a number: c1, c2, c3.',
    examples: ['3 × ZODB-3.1', ['2 × ZODB-3.1', '1 × ZODB-3.2'], { c1: 'ZODB-3.1' }],
  })

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
  exceptions: list(
    'exception',
    exception,
    'Pairs of releases whose outcome is known from elsewhere. They win over the rules.',
  ).optional(),
  traffic: mapping(
    {
      test: callNames
        .meta({ description: 'Made as soon as a socket connects, to see whether the peer can be used.' })
        .optional(),
      start: callNames
        .meta({ description: 'Made when a client has been notified of its connection.' })
        .optional(),
      repeat: named(
        'call',
        duration('How often it is made.'),
        'Made again and again while the connection lasts.',
      ).optional(),
    },
    'What the application of every dialer does.',
  ).optional(),
  network: mapping({ latency: latency.optional() }, 'The network between the nodes.').optional(),
  timing: mapping(
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
  ).optional(),
}

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
  ...upgradeRules,
}

const upgrade = mapping(
  upgradeShape,
  'What the rollout changes, and in which order unless a run says otherwise.',
).optional()

const cluster = named('role', group, 'The nodes, by role, and the release that each runs at first.')

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
    calls: named(
      'role',
      named(
        'call',
        z
          .union(
            [
              z.string({ error: 'a version' }),
              mapping({ since: since.optional(), ...callShape }, 'What is otherwise about a call.'),
            ],
            { error: callError },
          )
          .meta({ description: 'What is otherwise about a call.' }),
        'Calls about which something is otherwise.',
      ),
      'What is otherwise about calls.',
    ).optional(),
    cluster: cluster.optional(),
    ...sharedShape,
    upgrade: mapping(
      { ...upgradeShape, to: upgradeShape.to.optional() },
      'What is otherwise about the rollout.',
    ).optional(),
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
    links: list('link', link, 'Which roles connect.'),
    calls: named(
      'role',
      named('call', call, 'What this role can ask of its peer, each with the version since which it exists.'),
      'What the ends of a connection can ask of each other, by the role that asks.',
    ).optional(),
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
export type LinkFile = z.infer<typeof link>
export type CallFile = z.infer<typeof call>
export type ExceptionFile = z.infer<typeof exception>
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
