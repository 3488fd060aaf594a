/** What the schema of scenario files is made of: names, texts, times, lists, mappings, each with what is expected there. */
import * as z from 'zod'
import { durationExamples } from '../duration.ts'

// A page with a strict content security policy may not compile code, and Zod would try.
z.config({ jitless: true })

/** Nothing real has more of anything, but for nodes, nor longer texts. */
export const most = 1000
export const mostNodes = 10_000
/** Nodes that are only counted are planned for by their number. A run takes no more than `mostNodes`. */
export const mostCounted = 1_000_000_000
/** Of more nodes than `mostNodes`, so many of each group get names; the last of them stands for the rest. */
export const mostNamed = 24

/** Letters of every script but for `×` and `÷`, as ranges: not every editor reads a pattern as Unicode. */
export const letter = '\\w\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u3040-\\ud7ff'

/** Names stand in orders, ranges and command lines: no blanks, commas, brackets, and no `..`. */
const namePattern = new RegExp(`^(?!.*\\.\\.)[${letter}](?:[${letter}.+/:-]{0,62}[${letter}+])?$`)
const nameExpected =
  'a name of up to 64 letters, digits and . _ + / : - that begins with a letter, a digit or _'

/** What is wrong with a text as a name, or null. */
export function faultOfName(text: string): string | null {
  return namePattern.test(text) ? null : nameExpected
}

export const name = (description: string) =>
  z.string({ error: nameExpected }).regex(namePattern, { error: nameExpected }).meta({ description })

export const text = (description: string) =>
  z
    .string({ error: 'a text' })
    .max(most, { error: `at most ${most} characters` })
    .meta({ description })

export const duration = (description: string, fallback?: string) =>
  z.string({ error: 'a duration such as 20 ms, 5 s or 2 min' }).meta({
    description,
    examples: durationExamples,
    ...(fallback === undefined ? {} : { default: fallback }),
  })

export const mapping = <T extends z.core.$ZodLooseShape>(shape: T, description: string) =>
  z.strictObject(shape).meta({ description })

export const named = <T extends z.ZodType>(what: string, value: T, description: string, limit = most) =>
  z
    .record(name(what), value)
    .refine((pairs) => Object.keys(pairs).length > 0, { error: `at least one ${what}` })
    .refine((pairs) => Object.keys(pairs).length <= limit, { error: `at most ${limit} of them` })
    .meta({ description })

export const list = <T extends z.ZodType>(what: string, item: T, description: string, limit = most) =>
  z
    .array(item)
    .min(1, { error: `at least one ${what}` })
    .max(limit, { error: `at most ${limit} of them` })
    .meta({ description })

export const choice = <const T extends readonly string[]>(values: T, description: string) =>
  z.enum(values).meta({ description })

const versionsExpected = 'a version or a range such as Z200..Z201'

/** Some versions: one, a range, a list, or none. */
export const versionSet = (description: string) =>
  z
    .union(
      [
        z.string({ error: versionsExpected }),
        list('version', z.string({ error: versionsExpected }), 'Each of these.'),
      ],
      { error: 'a version, a range such as Z200..Z201, a list of them, or none' },
    )
    .meta({ description, examples: ['Z200', 'Z200..Z201', ['Z200', 'Z201'], 'none'] })

/** Some things by their names: one, a list, or none. */
export const names = (what: string, description: string) => {
  const error = `the name of a ${what}`
  return z
    .union([z.string({ error }), list(what, z.string({ error }), 'Each of these.')], {
      error: `a ${what}, a list of them, or none`,
    })
    .meta({ description })
}

/** Something by its name, or a list of such names. */
export const oneOrMore = (what: string, description: string) =>
  z
    .union([name(`The ${what}.`), list(what, name(`A ${what}.`), 'Each of these.')], {
      error: `a ${what} or a list of them`,
    })
    .meta({ description })

export const yesOrNo = (description: string) => choice(['yes', 'no'], description)
