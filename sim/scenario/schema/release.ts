/** The part of the schema that says what a release declares about its ends. */

import * as z from 'zod'
import type { Answering, Otherwise, Retry } from '#machines/rules.ts'
import {
  retriesFor,
  retriesOn,
  retriesWhere,
  retriesWith,
  waysMeanwhile,
  waysOtherwise,
  waysToAnswer,
  waysToReply,
  waysToSpeak,
  waysWhenFull,
} from '#machines/rules.ts'
import {
  choice,
  letter,
  list,
  mapping,
  most,
  name,
  named,
  names,
  text,
  versionSet,
  yesOrNo,
} from './parts.ts'

const retry = mapping(
  {
    retry: choice(
      retriesWith,
      'With which version: the next lower one that it accepts, the best of those that the refusal names, or its oldest.',
    ),
    on: z
      .union(
        [choice(retriesOn, 'This one.'), list('sign', choice(retriesOn, 'One of these.'), 'Any of these.')],
        {
          error: 'error, close, silence or a list of them',
        },
      )
      .meta({
        description:
          'What it takes for a refusal: an error, a connection that is closed without a word, or silence (for as long as its patience lasts).',
        default: 'error',
      })
      .optional(),
    by: choice(retriesWhere, 'Where it tries again.').meta({ default: 'new connection' }).optional(),
    remembers: choice(
      retriesFor,
      'For whom it remembers what worked: for nobody, for this link, for this peer, or for the whole cluster.',
    )
      .meta({ default: 'nothing' })
      .optional(),
  },
  'How it tries again.',
).meta({ id: 'retry' })

/** The words for a retry in the usual way. */
export const retryWords: { readonly [W in Retry['with'] as `retry with ${W}`]: W } = {
  'retry with next lower': 'next lower',
  'retry with supported': 'supported',
  'retry with oldest': 'oldest',
}

const queue = mapping(
  {
    queue: z
      .string({ error: 'a number of messages' })
      .meta({ description: 'How many messages its queue holds.' }),
    'when full': choice(
      waysWhenFull,
      'What it does with one more: refuses it, drops the one that has waited longest, or closes the connection.',
    )
      .meta({ default: 'refuse' })
      .optional(),
  },
  'A queue that holds only so much.',
).meta({ id: 'queue' })

const answers: Readonly<Record<Answering, string>> = {
  theirs: 'the peer’s word',
  lower: 'the lower of both',
  equal: 'its own, if the peer says the same',
  'highest common': 'the newest that the peer names and it accepts',
  'common flags': 'those that both name',
  'theirs or own newest': 'the peer’s where it accepts that, else its own',
  own: 'its own, whatever the peer says',
  anything: 'the peer chooses and does not tell',
}

const refusals: Readonly<Record<Otherwise, string>> = {
  close: 'closes',
  stall: 'ignores it and waits for ever',
  error: 'says so and closes',
  'error with supported': 'says so, names what it accepts, and closes',
  'error, then wait': 'says so and waits for another word',
  'error, then go on': 'says so and goes on at “falls to”',
  'own version': 'says its own and closes',
  'go on': 'goes on at “falls to” without a word',
}

/** `close: closes. stall: ignores it and waits for ever.` */
const sayWays = (ways: Readonly<Record<string, string>>) =>
  Object.entries(ways)
    .map(([way, what]) => `${way}: ${what}.`)
    .join(' ')

type WithoutComma<W extends string> = W extends `${infer A}, ${infer B}` ? `${A} ${B}` : W

/** Inside braces, YAML takes a comma for the end of the value: the same may be said without it. */
const withoutComma = <W extends string>(way: W) => way.replace(', ', ' ') as WithoutComma<W>

/** The way that a word of a scenario stands for. */
export const otherwiseOf = (word: Otherwise | WithoutComma<Otherwise>) =>
  waysOtherwise.find((way) => way === word || withoutComma(way) === word)

/** What an end goes by. */
const ruleShape = {
  speaks: choice(
    waysToSpeak,
    'Whether this end names its version as soon as the socket connects, or after the peer’s has come.',
  ).optional(),
  offers: versionSet(
    'What this end names when it speaks first: a version, a range, a list (of flags, too), or none for a greeting without any. Its newest is the newest that it speaks.',
  ).optional(),
  answers: choice(
    waysToAnswer,
    `What it takes for agreed when the peer has spoken. ${sayWays(answers)} A first release that does not say: theirs.`,
  ).optional(),
  replies: choice(
    waysToReply,
    'What an end that speaks second says when it agrees: the version agreed on, its own offer, or nothing. A first release that does not say: the agreed.',
  ).optional(),
  accepts: versionSet(
    'The versions that this end agrees to, whatever it offers; for flags, those that it knows.',
  ).optional(),
  reads: z
    .union(
      [
        choice(['none'], 'Each version as it stands.'),
        named('version', z.string({ error: 'a version' }), 'Versions, and what each is taken for.'),
      ],
      { error: 'a mapping from versions to what they are taken for, or none' },
    )
    .meta({ description: 'Versions that it takes for another one, as in { 3.9: 3.8 }.' })
    .optional(),
  requires: names('flag', 'Flags without which it does not agree.').optional(),
  'unknown flags': choice(
    ['refuse', 'ignore'],
    'What it does with flags that it does not know. A first release that does not say: ignore.',
  ).optional(),
  otherwise: choice(
    [...new Set(waysOtherwise.flatMap((way) => [way, withoutComma(way)]))],
    `What it does with what it does not accept. ${sayWays(refusals)} (Inside braces, leave out the comma.) A first release that does not say: close.`,
  ).optional(),
  'falls to': z
    .string({ error: 'a version' })
    .meta({ description: 'The version that it goes on at where it goes on without agreement.' })
    .optional(),
  'when refused': z
    .union(
      [
        choice(
          ['give up', 'go on', ...retriesWith.map((less) => `retry with ${less}` as const)],
          'Gives up, goes on at “falls to”, or tries again on a new connection when it gets an error.',
        ),
        retry,
      ],
      { error: 'give up, go on, retry with next lower, or a mapping with retry, on, by and remembers' },
    )
    .meta({
      description:
        'What it does when the peer refuses its offer: gives up, goes on at “falls to”, or tries again. A first release that does not say: give up.',
    })
    .optional(),
  'detects fallback': yesOrNo(
    'Whether it refuses a peer that tries again with less than the best that both could have.',
  ).optional(),
  patience: z
    .string({ error: 'a duration such as 20 ms, 5 s or 2 min, or for ever' })
    .meta({
      description: 'How long it waits for its peer to speak. A first release that does not say: for ever.',
      examples: ['10 s', 'for ever'],
    })
    .optional(),
  meanwhile: z
    .union([choice(waysMeanwhile, 'Sends, queues or refuses them.'), queue], {
      error: 'send, queue, refuse, or a mapping with queue and when full',
    })
    .meta({
      description:
        'What becomes of messages that are sent while the handshake goes on. A first release that does not say: send if it speaks at once, else queue.',
    })
    .optional(),
  logs: z
    .union(
      [
        choice(['none'], 'Nothing that is known.'),
        mapping(
          {
            accepted: text('Of a version that it accepts, {version} standing for it.').optional(),
            refused: text('Of one that it does not accept.').optional(),
          },
          'The lines, word for word.',
        ),
      ],
      { error: 'a mapping with accepted and refused, or none' },
    )
    .meta({
      description:
        'What it writes to its own log of the version that it hears, for readers. Unless said, Parley tells it in its own words.',
      examples: [{ accepted: "received handshake '{version}'" }],
    })
    .optional(),
}

const rules = mapping(ruleShape, 'What this end does otherwise there than everywhere else.')

const placePattern = new RegExp(`^(?!.*\\.\\.)[${letter}][${letter}.+/:-]{0,127}( dialer| acceptor)?$`)
const placeExpected = 'dialer, acceptor, a link, or one of both on a link as in “internode dialer”'

const data = mapping(
  {
    writes: name('The form in which it writes data.').optional(),
    reads: names('form', 'The forms that it can read. Unless said, the one that it writes.').optional(),
  },
  'The form of the data that it keeps, which outlives connections.',
)

const as = z
  .record(z.string({ error: placeExpected }).regex(placePattern, { error: placeExpected }), rules)
  .refine((pairs) => Object.keys(pairs).length > 0, { error: 'at least one place' })
  .refine((pairs) => Object.keys(pairs).length <= most, { error: `at most ${most} of them` })
  .meta({
    description:
      'What it does otherwise in one place: as dialer or acceptor, on a link by its name, or as one of both on a link, as in “internode dialer”. The narrower place wins.',
  })

const atLevel = mapping(
  { ...ruleShape, as: as.optional(), data: data.optional() },
  'What it does otherwise where the level stands at this value.',
)

const valueSet = z
  .union(
    [
      z.string({ error: 'a value or a range such as 3.8..3.9' }),
      list('value', z.string({ error: 'a value or a range such as 3.8..3.9' }), 'Each of these.'),
    ],
    { error: 'a value, a range such as 3.8..3.9, or a list of them' },
  )
  .meta({
    description: 'The values of this level that it can run at.',
    examples: ['3.9', '3.8..3.9', ['3.8', '3.9']],
  })

const numberRange = z.string({ error: 'a range of numbers such as 0..13, or one number' }).meta({
  description: 'The lowest and the highest number of this call that it speaks.',
  examples: ['0..13'],
})

export const release = mapping(
  {
    label: text(
      'A short name for small places. Unless said, the number at the end of the release’s name.',
    ).optional(),
    about: text('One line about this release.').optional(),
    like: name(
      'The release of the same role that this one differs from. Unless said, the one before it.',
    ).optional(),
    ...ruleShape,
    lacks: names(
      'call',
      'Calls that its newest version has and that it does not serve all the same.',
    ).optional(),
    needs: names('call', 'Calls that it cannot do without, whether its version has them or not.').optional(),
    numbers: named(
      'call',
      numberRange,
      'The numbers of single calls that it speaks, for protocols that number each call. A call works where both ends’ numbers meet; one that the acceptor does not list is not served.',
    ).optional(),
    data: data.optional(),
    as: as.optional(),
    levels: named(
      'level',
      valueSet,
      'The values of levels that it can run at. Of a level that is not named, all.',
    ).optional(),
    with: named(
      'level',
      named('value', atLevel, 'What it does otherwise, by the value of the level.'),
      'What it does otherwise where a level stands at a value. The level that is defined last wins.',
    ).optional(),
    'way back': choice(['open', 'none'], 'Whether a node that has run it can run an older release again.')
      .meta({ default: 'open' })
      .optional(),
    source: name('The name of the source of these rules.').optional(),
    note: text('A remark for readers, such as a doubt about a fact.').optional(),
  },
  'What one release declares about its end of a connection. What it does not say, it does as the release before it in its role does, or as the one that it is like; the first says speaks, offers and accepts. label, about, way back, source and note are its own.',
).meta({ id: 'release' })

export type ReleaseFile = z.infer<typeof release>
export type RulesFile = z.infer<typeof rules>
