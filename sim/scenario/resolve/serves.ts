/** What a release really serves and needs, and the form of its data, whatever its version claims. */

import { oneOf, quote, unknownName } from '../../text/nearest.ts'
import { type Inquiry, type KeyPath, valueOr } from '../fault.ts'
import type { Call, Release } from '../model.ts'
import { parseNumbers } from '../number.ts'
import type { ReleaseFile } from '../schema/release.ts'
import { namedTwice, none } from './versions.ts'

/** What is not said is not there. */
export interface SaidServices {
  readonly lacks?: readonly string[]
  readonly needs?: readonly string[]
  readonly numbers?: Readonly<Record<string, readonly [number, number]>>
  readonly writes?: string
  readonly reads?: readonly string[]
}

/** Reads what a release of `role` says at `path`. Reports unknown calls and numbers that are none. */
export function readServices(
  { lacks, needs, numbers, data }: ReleaseFile,
  role: string,
  calls: readonly Call[],
  path: KeyPath,
  inquiry: Inquiry,
): SaidServices {
  const every = calls.map(({ name }) => name)
  const own = calls.filter(({ by }) => by === role).map(({ name }) => name)
  const checkCall = (name: string, at: KeyPath, where: 'key' | 'value') => {
    if (!every.includes(name)) inquiry.report(at, unknownName('call', name, every), { at: where })
  }
  const checkOwn = (name: string, at: KeyPath) => {
    const call = calls.find((other) => other.name === name)
    if (call === undefined) inquiry.report(at, unknownName(`call of ${role}`, name, own))
    else if (call.by !== role) {
      const message = `found ${quote(name)}, which is a call of ${call.by}, expected one of ${role}: ${oneOf(own)}`
      inquiry.report(at, message)
    }
  }
  return {
    ...(lacks !== undefined && {
      lacks: readNames(lacks, [...path, 'lacks'], inquiry, (name, at) => checkCall(name, at, 'value')),
    }),
    ...(needs !== undefined && { needs: readNames(needs, [...path, 'needs'], inquiry, checkOwn) }),
    ...(numbers && {
      numbers: Object.fromEntries(
        inquiry.entries([...path, 'numbers'], numbers).map(([call, text]) => {
          const at = [...path, 'numbers', call]
          checkCall(call, at, 'key')
          return [call, valueOr(inquiry, at, parseNumbers(text), [0, 0] as const)]
        }),
      ),
    }),
    ...readData(data, [...path, 'data'], inquiry),
  }
}

/** Reads the form of the data that is said at `path`. */
export function readData(
  data: ReleaseFile['data'],
  path: KeyPath,
  inquiry: Inquiry,
): Pick<SaidServices, 'writes' | 'reads'> {
  return {
    ...(data?.writes !== undefined && { writes: data.writes }),
    ...(data?.reads !== undefined && { reads: readNames(data.reads, [...path, 'reads'], inquiry) }),
  }
}

/** The services that a release declares in the end. */
export function services({
  lacks = [],
  needs = [],
  numbers,
  writes,
  reads,
}: SaidServices): Pick<Release, 'lacks' | 'needs' | 'numbers' | 'data'> {
  return {
    ...(lacks.length > 0 && { lacks }),
    ...(needs.length > 0 && { needs }),
    ...(numbers && { numbers }),
    ...(writes !== undefined && { data: { writes, reads: reads ?? [writes] } }),
  }
}

function readNames(
  said: string | readonly string[],
  path: KeyPath,
  inquiry: Inquiry,
  check: (name: string, path: KeyPath) => void = () => {},
): readonly string[] {
  if (said === none) return []
  const names = typeof said === 'string' ? [said] : said
  for (const [i, name] of names.entries()) {
    const at = typeof said === 'string' ? path : [...path, i]
    if (names.indexOf(name) < i) inquiry.report(at, namedTwice(name))
    else check(name, at)
  }
  return names
}
