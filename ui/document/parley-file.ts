/** Documents as a file, with all that was done with them: one, or all that a browser keeps. */
import * as z from 'zod'
import type { KeptDocument, KeptWire } from './kept.ts'
import { keptForm } from './kept.ts'

// The page's policy allows no code out of strings, and a mere try would be reported.
z.config({ jitless: true })

/** What is not understood of a session is found out when it is opened. */
const wire = z.custom<KeptWire>((value) => typeof value === 'object' && value !== null)

const text = z.string()

const document = z.object({
  name: text.nullable(),
  number: z.object({ of: text, count: z.int().min(2) }).exactOptional(),
  file: text,
  title: text,
  changedAt: z.number(),
  text,
  draft: text.exactOptional(),
  wire: wire.nullable(),
  saved: text.nullable(),
  history: z
    .object({
      texts: z.array(text),
      entries: z.array(z.object({ text: z.int().min(0), draft: z.int().min(0).exactOptional(), wire })),
      current: z.int().min(0),
    })
    .nullable(),
})

const file = z.object({ parley: z.int().min(1), documents: z.array(document).min(1) })

/** The text of a file that holds these documents. */
export function writeParley(documents: readonly KeptDocument[]): string {
  const form = Math.max(keptForm, ...documents.map((each) => each.form))
  return `${JSON.stringify({ parley: form, documents: documents.map(({ id: _, form: __, ...rest }) => rest) }, null, 1)}\n`
}

export type ReadParley =
  | { readonly ok: true; readonly documents: readonly Omit<KeptDocument, 'id'>[] }
  | { readonly ok: false; readonly fault: string }

/** The documents of a file; null where it is none of these. One of a newer Parley is read as far as it is understood. */
export function readParley(content: string): ReadParley | null {
  const value = parseJson(content)
  if (typeof value !== 'object' || value === null || !('parley' in value)) return null
  const read = file.safeParse(value)
  if (read.success) {
    const { parley: form, documents } = read.data
    return { ok: true, documents: documents.map((each) => ({ ...each, form })) }
  }
  const isNewer = typeof value.parley === 'number' && value.parley > keptForm
  return {
    ok: false,
    fault: isNewer
      ? 'it was written by a newer version of Parley, in a form that this one does not know: open it there, and save the text as .yaml'
      : `it is a file of Parley’s, but something in it is missing or was changed: ${sayIssue(read.error.issues[0])}`,
  }
}

function sayIssue(issue: z.core.$ZodIssue | undefined): string {
  return issue === undefined
    ? 'all of it'
    : `${issue.path.join('.') || 'the whole'}, ${issue.message.toLowerCase()}`
}

function parseJson(content: string): unknown {
  if (!content.trimStart().startsWith('{')) return null
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}
