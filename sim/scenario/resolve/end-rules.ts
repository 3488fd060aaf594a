/** From what releases say about their ends, layer upon layer, to the rules that the machines go by. */
import type { EndRules, Logs, Retry } from '#machines/rules.ts'
import { sayVersions } from '#machines/words.ts'
import type { Named } from './range.ts'
import type { Versions } from './versions.ts'

/** What a release says about its end, every name checked. What is not said is not there. */
export interface SaidRules {
  readonly speaks?: EndRules['speaks']
  readonly offers?: Named
  readonly answers?: EndRules['answers']
  readonly replies?: NonNullable<EndRules['replies']>
  readonly accepts?: readonly string[]
  readonly reads?: Readonly<Record<string, string>>
  readonly requires?: readonly string[]
  readonly unknownFlags?: 'refuse' | 'ignore'
  readonly otherwise?: EndRules['otherwise']
  readonly fallsTo?: string
  readonly whenRefused?: 'give up' | 'go on' | Retry
  readonly detectsFallback?: boolean
  /** Null for ever. */
  readonly patience?: number | null
  readonly meanwhile?: {
    readonly what: EndRules['meanwhile']
    readonly queue: NonNullable<EndRules['queue']> | null
  }
  /** Null where it is known of none. */
  readonly logs?: Logs | null
}

/** What a first release does that does not say: what most systems do. */
export function usualRules({ speaks = 'at once' }: SaidRules): SaidRules {
  return {
    speaks,
    answers: 'theirs',
    otherwise: 'close',
    meanwhile: { what: speaks === 'at once' ? 'send' : 'queue', queue: null },
  }
}

/** The rules that `said` comes to. What is usual is left out of them. */
export function endRules(said: SaidRules, { order }: Versions): EndRules {
  const { speaks = 'at once', answers = 'theirs', otherwise = 'close', meanwhile, patience, fallsTo } = said
  const { replies = 'the agreed', reads = {}, requires = [], whenRefused = 'give up' } = said
  return {
    versions: order,
    speaks,
    offers: sayOffer(said, order),
    answers,
    accepts: said.accepts ?? [],
    otherwise,
    meanwhile: meanwhile?.what ?? 'send',
    ...(replies !== 'the agreed' && { replies }),
    ...(Object.keys(reads).length > 0 && { reads }),
    ...(requires.length > 0 && { requires }),
    ...(said.unknownFlags === 'refuse' && { refusesUnknownFlags: true }),
    ...(fallsTo !== undefined && { fallsTo }),
    ...(whenRefused !== 'give up' && { whenRefused }),
    ...(said.detectsFallback && { detectsFallback: true }),
    ...(patience != null && { patience }),
    ...(meanwhile?.queue && { queue: meanwhile.queue }),
    ...(said.logs && { logs: said.logs }),
  }
}

/** The text of an offer on the wire: a range as it was written, flags with their own mark. */
function sayOffer({ offers, answers }: SaidRules, order: readonly string[]): string {
  if (offers === undefined) return order[0] ?? ''
  const { form, names } = offers
  if (answers === 'common flags') return sayVersions(order, names, '+')
  const isRange = form === 'range' && names.length > 1
  return isRange ? `${names[0]}..${names.at(-1)}` : sayVersions(order, names)
}
