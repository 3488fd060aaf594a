/**
 * What a link says, before it is packed. Short, because it goes into an address, and strict: a key that is not here
 * stands for something that would make another run.
 */
import * as z from 'zod'
import { conditions } from '#sim/scenario/model.ts'

// The page's policy allows no code out of strings, and a mere try would be reported.
z.config({ jitless: true })

/** A run with more interventions, or with more steps, is not shared. */
const mostEntries = 10_000

/**
 * Where virtual time ends for a link, in milliseconds: after two hours. A run lasts until the last thing that somebody does in
 * it, and whoever follows a link waits for all of it.
 */
const latestTime = 7_200_000

/** In characters. */
export const longestName = 200

const name = z.string().max(longestName)
const time = z.number().min(0).max(latestTime)

/** An array whose length is looked at before its items are. */
const bounded = <T extends z.ZodType>(item: T) => z.array(z.unknown()).max(mostEntries).pipe(z.array(item))

/** A node that takes the step that the scenario plans for it, or a node and the release that it changes to. */
const step = z.union([name, z.tuple([name, name])])

const latency = z.union([
  z.tuple([time]),
  z.tuple([time, time]).refine(([min, max]) => min <= max),
  // A median of next to nothing would make some of its latencies infinite.
  z.tuple([z.literal('p99'), time.min(1e-3), time]).refine(([, median, p99]) => median <= p99),
])

/** An event of a machine, with the texts and flags that belong to it. */
const event = z.object({ type: name }).catchall(z.union([name, z.literal(true)]))

const intervention = z.union([
  z.tuple([time, z.enum(['kill', 'restart', 'cut', 'heal', 'reset']), name]),
  z.tuple([time, z.literal('upgrade'), name, name]),
  z.tuple([time, z.literal('slow'), name, latency]),
  z.tuple([time, z.literal('roll out'), bounded(step)]),
  z.tuple([time, z.literal('send'), name, event]),
])

/** A release for each end of a link, and the variant of the scenario that they are of, where it is one. */
const pair = z.strictObject({
  link: name,
  dialer: name,
  acceptor: name,
  variant: name.optional(),
  /** Where levels stand that do not stand where they start. */
  at: z.record(name, name).optional(),
})

/** An upgrade that is not the scenario's own. */
const aim = z.strictObject({
  from: name.optional(),
  to: name.optional(),
  keep: z.array(z.enum(conditions)).max(conditions.length).optional(),
})

const digest = z.string().regex(/^[0-9a-f]{16}$/)

const selection = z.union([
  z.tuple([z.enum(['node', 'pair']), name]),
  z.tuple([z.literal('event'), z.int().min(0).max(Number.MAX_SAFE_INTEGER)]),
])

/** The contents of a link. */
export const wire = z.strictObject({
  /** The name of a shipped scenario, or of the one whose text is in the link. */
  scenario: name,
  /** What the file of somebody's own scenario is called, and its text. */
  own: z.tuple([name, z.string()]).optional(),
  /** The one pair of it that meets, where it is not the whole cluster. */
  pair: pair.optional(),
  /** A 32-bit integer, signed or not. */
  seed: z
    .int()
    .min(-(2 ** 31))
    .max(2 ** 32 - 1),
  /** The order of the rollout, where it is not the scenario's own. */
  order: bounded(step).optional(),
  did: bounded(intervention).optional(),
  /** The digest of the run's trace, for whoever opens the link to see that it is the same run. */
  trace: digest.optional(),
  /** The same in links of version 0.1, where digests were taken otherwise: it tells nothing any more. */
  digest: digest.optional(),
  time: time.optional(),
  selection: selection.optional(),
  /** What the page is used for, where it is not to look into the run. */
  mode: z.enum(['plan', 'matrix']).optional(),
  /** How the upgrade was changed, where it was. */
  aim: aim.optional(),
  /** The cell of the matrix that is looked at. */
  cell: pair.optional(),
})

export type Wire = z.infer<typeof wire>
export type WireStep = z.infer<typeof step>
export type WireLatency = z.infer<typeof latency>
export type WireIntervention = z.infer<typeof intervention>
export type WireSelection = z.infer<typeof selection>
