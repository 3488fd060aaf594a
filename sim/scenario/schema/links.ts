/** The part of the schema that says which roles connect, and what is known of single pairs. */
import type * as z from 'zod'
import { choice, duration, list, mapping, name, text, yesOrNo } from './parts.ts'

export const link = mapping(
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
    'one direction': choice(
      ['enough'],
      'Whether a quorum, or a cluster that has to be connected, makes do with a connection in one direction where either node dials the other. Unless said, it takes both.',
    ).optional(),
    over: choice(
      ['every', 'same host'],
      'Whether a node dials every one of the role, or those only that run on its own host.',
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
).meta({ id: 'link' })

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

export const exceptions = list(
  'exception',
  exception,
  'Pairs of releases whose outcome is known from elsewhere. They win over the rules.',
).optional()

export type LinkFile = z.infer<typeof link>
export type ExceptionFile = z.infer<typeof exception>
