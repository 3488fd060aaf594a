/** The part of the schema that says what the ends of a connection ask of each other. */
import * as z from 'zod'
import { choice, duration, list, mapping, name, named, text } from './parts.ts'

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

const callNames = z.union(
  [z.string({ error: 'a call' }), list('call', z.string({ error: 'a call' }), 'Each of these, in order.')],
  {
    error: 'a call or a list of calls',
  },
)

export const calls = named(
  'role',
  named('call', call, 'What this role can ask of its peer, each with the version since which it exists.'),
  'What the ends of a connection can ask of each other, by the role that asks.',
).optional()

/** The same in a variant, which says the difference only. */
export const otherCalls = named(
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
).optional()

export const traffic = mapping(
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
).optional()

export type CallFile = z.infer<typeof call>
