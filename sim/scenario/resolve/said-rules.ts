/** Reads what a release says about its end: checks every name, spells every shorthand out. */
import type { EndRules, Logs, Retry } from '#machines/rules.ts'
import { quote } from '../../text/nearest.ts'
import { parseDuration } from '../duration.ts'
import { type Inquiry, type KeyPath, valueOr } from '../fault.ts'
import { parseCount } from '../number.ts'
import { otherwiseOf, type RulesFile, retryWords } from '../schema/release.ts'
import type { SaidRules } from './end-rules.ts'
import { resolveNamed } from './range.ts'
import { namedTwice, none, parseVersion, type Versions } from './versions.ts'

/** No queue of messages that somebody limits is longer. */
const longestQueue = 1_000_000

/** Reads the rules that stand at `path`. What is wrong in them is reported and left out. */
export function readRules(said: RulesFile, versions: Versions, path: KeyPath, inquiry: Inquiry): SaidRules {
  const { speaks, answers, replies } = said
  const otherwise = said.otherwise && otherwiseOf(said.otherwise)
  const set = (key: 'offers' | 'accepts' | 'requires') => {
    const value = said[key]
    return value === undefined ? null : resolveNamed(value, versions, [...path, key], inquiry)
  }
  const offers = set('offers')
  const accepts = set('accepts')
  const requires = set('requires')
  const reads = readReads(said.reads, versions, [...path, 'reads'], inquiry)
  const fallsTo =
    said['falls to'] === undefined
      ? null
      : valueOr(inquiry, [...path, 'falls to'], parseVersion(said['falls to'], versions), null)
  const whenRefused = readRefused(said['when refused'], [...path, 'when refused'], inquiry)
  const patience = readPatience(said.patience, [...path, 'patience'], inquiry)
  const meanwhile = readMeanwhile(said.meanwhile, [...path, 'meanwhile'], inquiry)
  checkLogs(said.logs, [...path, 'logs'], inquiry)
  return {
    ...(speaks && { speaks }),
    ...(offers && { offers }),
    ...(answers && { answers }),
    ...(replies && { replies }),
    ...(accepts && { accepts: accepts.names }),
    ...(reads && { reads }),
    ...(requires && { requires: requires.names }),
    ...(said['unknown flags'] && { unknownFlags: said['unknown flags'] }),
    ...(otherwise && { otherwise }),
    ...(fallsTo !== null && { fallsTo }),
    ...(whenRefused && { whenRefused }),
    ...(said['detects fallback'] && { detectsFallback: said['detects fallback'] === 'yes' }),
    ...(patience !== undefined && { patience }),
    ...(meanwhile && { meanwhile }),
    ...(said.logs && { logs: said.logs === none ? null : readLogs(said.logs) }),
  }
}

function checkLogs(logs: RulesFile['logs'], path: KeyPath, inquiry: Inquiry): void {
  if (typeof logs !== 'object') return
  const lines = Object.entries(logs).filter((each): each is [string, string] => each[1] !== undefined)
  if (lines.length === 0) inquiry.report(path, 'found an empty mapping, expected accepted or refused')
  for (const [key, line] of lines) {
    if (line.trim() === '') inquiry.report([...path, key], 'found no text, expected a line of the log')
    const unknown = line.match(/\{\w*\}/g)?.find((each) => each !== '{version}')
    if (unknown !== undefined) {
      inquiry.report([...path, key], `found the placeholder ${quote(unknown)}, expected {version}`)
    }
  }
}

function readLogs({ accepted, refused }: Exclude<RulesFile['logs'], 'none' | undefined>): Logs {
  return { ...(accepted !== undefined && { accepted }), ...(refused !== undefined && { refused }) }
}

function readReads(
  said: RulesFile['reads'],
  versions: Versions,
  path: KeyPath,
  inquiry: Inquiry,
): Readonly<Record<string, string>> | null {
  if (said === undefined) return null
  if (said === none) return {}
  const reads = new Map<string, string>()
  for (const [key, text] of inquiry.entries(path, said)) {
    const from = parseVersion(key, versions)
    if (!from.ok) inquiry.report([...path, key], from.message, { at: 'key' })
    const to = valueOr(inquiry, [...path, key], parseVersion(text, versions), null)
    if (!from.ok || to === null) continue
    if (from.value === to) {
      inquiry.report([...path, key], `found ${quote(text)} for itself, expected another version`)
    } else if (reads.has(from.value)) {
      inquiry.report([...path, key], namedTwice(from.value), { at: 'key' })
    }
    reads.set(from.value, to)
  }
  return Object.fromEntries(reads)
}

function readRefused(
  said: RulesFile['when refused'],
  path: KeyPath,
  inquiry: Inquiry,
): 'give up' | 'go on' | Retry | null {
  if (said === undefined) return null
  if (said === 'give up' || said === 'go on') return said
  if (typeof said === 'string') {
    return { with: retryWords[said], on: ['error'], where: 'new connection', remembers: 'nothing' }
  }
  const on = typeof said.on === 'string' ? [said.on] : (said.on ?? ['error'])
  for (const [i, sign] of on.entries()) {
    if (on.indexOf(sign) < i) inquiry.report([...path, 'on', i], namedTwice(sign))
  }
  const where = said.by ?? 'new connection'
  const gone = on.findIndex((sign) => sign !== 'error')
  if (where === 'same connection' && gone >= 0) {
    const message = `found ${quote(on[gone] ?? '')}, after which the same connection is of no use, expected error`
    inquiry.report([...path, 'on', ...(typeof said.on === 'string' ? [] : [gone])], message)
  }
  return { with: said.retry, on, where, remembers: said.remembers ?? 'nothing' }
}

function readPatience(text: string | undefined, path: KeyPath, inquiry: Inquiry): number | null | undefined {
  if (text === undefined) return undefined
  if (text === 'for ever') return null
  return valueOr<number | undefined>(inquiry, path, parseDuration(text, 1), undefined)
}

function readMeanwhile(
  said: RulesFile['meanwhile'],
  path: KeyPath,
  inquiry: Inquiry,
): { what: EndRules['meanwhile']; queue: NonNullable<EndRules['queue']> | null } | null {
  if (said === undefined) return null
  if (typeof said === 'string') return { what: said, queue: null }
  const bound = valueOr(inquiry, [...path, 'queue'], parseCount(said.queue, 1, longestQueue), 1)
  return { what: 'queue', queue: { bound, whenFull: said['when full'] ?? 'refuse' } }
}
