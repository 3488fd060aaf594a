/**
 * The scenario file: which keys there are and what they mean. `parse.ts` checks a file's shape with it, and
 * `parley schema` prints it for editors; what the shorthands and the names in them mean is up to `resolve.ts`.
 *
 * Every scalar of a file arrives here as text (see `document.ts`). The `error` of a scalar or a union says what
 * is expected in its place.
 */
import * as z from 'zod'
import { durationExamples } from './duration.ts'
import { latencyExamples } from './latency.ts'

// A page with a strict content security policy may not compile code, and Zod would try.
z.config({ jitless: true })

/** Nothing real has more of anything, but for nodes, nor longer texts. */
const most = 1000
export const mostNodes = 10_000

/** Letters of every script but for `×` and `÷`, as ranges: not every editor reads a pattern as Unicode. */
const letter = '\\w\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u3040-\\ud7ff'

/** Names stand in orders, ranges and command lines: no blanks, commas, brackets, and no `..`. */
const namePattern = new RegExp(`^(?!.*\\.\\.)[${letter}](?:[${letter}.+/:-]{0,62}[${letter}+])?$`)
const nameExpected =
  'a name of up to 64 letters, digits and . _ + / : - that begins with a letter, a digit or _'

const name = (description: string) =>
  z.string({ error: nameExpected }).regex(namePattern, { error: nameExpected }).meta({ description })

const text = (description: string) =>
  z
    .string({ error: 'a text' })
    .max(most, { error: `at most ${most} characters` })
    .meta({ description })

const duration = (description: string, fallback?: string) =>
  z.string({ error: 'a duration such as 20 ms, 5 s or 2 min' }).meta({
    description,
    examples: durationExamples,
    ...(fallback === undefined ? {} : { default: fallback }),
  })

const mapping = <T extends z.core.$ZodLooseShape>(shape: T, description: string) =>
  z.strictObject(shape).meta({ description })

const named = <T extends z.ZodType>(what: string, value: T, description: string, limit = most) =>
  z
    .record(name(what), value)
    .refine((pairs) => Object.keys(pairs).length > 0, { error: `at least one ${what}` })
    .refine((pairs) => Object.keys(pairs).length <= limit, { error: `at most ${limit} of them` })
    .meta({ description })

const list = <T extends z.ZodType>(what: string, item: T, description: string, limit = most) =>
  z
    .array(item)
    .min(1, { error: `at least one ${what}` })
    .max(limit, { error: `at most ${limit} of them` })
    .meta({ description })

const choice = <const T extends readonly [string, ...string[]]>(values: T, description: string) =>
  z.enum(values).meta({ description })

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

const range = z
  .union(
    [
      z.string({ error: 'a version or a range such as Z200..Z201' }),
      list('version', z.string({ error: 'a version or a range such as Z200..Z201' }), 'Each of these.'),
    ],
    { error: 'a version, a range such as Z200..Z201, or a list of them' },
  )
  .meta({
    description: 'The versions that this end agrees to: one, a range such as Z200..Z201, or a list.',
    examples: ['Z200', 'Z200..Z201', ['Z200', 'Z201']],
  })

const release = mapping(
  {
    label: text(
      'A short name for small places. Unless said, the number at the end of the release’s name.',
    ).optional(),
    about: text('One line about this release.').optional(),
    speaks: choice(
      ['at once', 'after the peer'],
      'Whether this end names its version as soon as the socket connects, or after the peer’s has come.',
    ).optional(),
    offers: name(
      'The version that this end names when it speaks first, and the newest that it speaks.',
    ).optional(),
    answers: choice(
      ['theirs', 'lower'],
      'What it takes for agreed when the peer has spoken: the peer’s word as it stands, or the lower of both. A first release that does not say: theirs.',
    ).optional(),
    accepts: range.optional(),
    otherwise: choice(
      ['close', 'stall'],
      'What it does with a version that it does not accept: closes the connection, or ignores it and waits for ever. A first release that does not say: close.',
    ).optional(),
    meanwhile: choice(
      ['send', 'queue'],
      'What becomes of messages that are sent while the handshake goes on. A first release that does not say: send if it speaks at once, else queue.',
    ).optional(),
    source: name('The name of the source of these rules.').optional(),
    note: text('A remark for readers, such as a doubt about a fact.').optional(),
  },
  'What one release declares about its end of a connection. What it does not say, it does as the release before it in its role does; the first says speaks, offers and accepts. label, about, source and note are its own.',
)

const link = mapping(
  {
    name: name('The name of this link. Unless said, both roles, as in client-server.').optional(),
    from: name('The role that dials.'),
    to: name('The role that accepts.'),
    needs: choice(
      ['every', 'any'],
      'Whether a dialer needs a connection to every acceptor, or to any one of them.',
    )
      .meta({ default: 'every' })
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
)

const call = z
  .union(
    [
      z.string({ error: 'a version' }),
      mapping(
        {
          since: name('The oldest version that has it.'),
          without: text('What is lost where the agreed version does not have it.').optional(),
          fallback: name('The call that is made instead where it is missing: an older one.').optional(),
        },
        'A call that is missing from older versions.',
      ),
    ],
    { error: 'the version since which it exists, or a mapping with since, without and fallback' },
  )
  .meta({ description: 'A call: the version since which it exists, or more about it.' })

const callNames = z.union(
  [z.string({ error: 'a call' }), list('call', z.string({ error: 'a call' }), 'Each of these, in order.')],
  {
    error: 'a call or a list of calls',
  },
)

const groupExpected = 'a release, or a number of nodes that run it, as in 3 × ZODB-3.1'

const group = z
  .union(
    [
      z.string({ error: groupExpected }),
      list('group of nodes', z.string({ error: groupExpected }), 'Groups, each as in 3 × ZODB-3.1.'),
      named('node', z.string({ error: 'a release' }), 'The release of every node, by its name.', mostNodes),
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

export const scenarioFile = z
  .strictObject({
    title: text('What the scenario is called. Unless said, the name of its file.').optional(),
    about: text('One line that says what it shows.').optional(),
    sources: named(
      'source',
      source,
      'Where the facts come from, each under a name that releases refer to.',
    ).optional(),
    versions: list(
      'version',
      name('One version. Never compared as text.'),
      'Every version of the protocol, oldest first.',
    ),
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
    cluster: named('role', group, 'The nodes, by role, and the release that each runs at first.'),
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
    upgrade: mapping(
      {
        at: duration('When the rollout begins.', '1 s').optional(),
        to: named(
          'role or node',
          name('A release.'),
          'The release that a role, or a single node, changes to.',
        ),
        order: list(
          'role or node',
          z.string({ error: 'a role or a node' }),
          'The order of the steps: roles, which stand for their nodes, and nodes. Unless said, the roles in the order in which they are defined.',
          mostNodes,
        ).optional(),
      },
      'What the rollout changes, and in which order unless a run says otherwise.',
    ).optional(),
    until: duration(
      'How long a run lasts. Unless said, the whole rollout and one more time to settle, rounded up to ten seconds, and at least half a minute.',
    ).optional(),
  })
  .meta({
    title: 'Parley scenario',
    description: 'A cluster that negotiates versions of a protocol, and its upgrade.',
  })

/** What a file says, shorthands and all. */
export type ScenarioFile = z.infer<typeof scenarioFile>
export type ReleaseFile = z.infer<typeof release>
export type LinkFile = z.infer<typeof link>
export type CallFile = z.infer<typeof call>
export type GroupFile = z.infer<typeof group>

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
