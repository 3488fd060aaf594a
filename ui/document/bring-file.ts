/** Brings a file of somebody's own into the page: what is in it is kept, and then it is opened, whatever that is. */

import { openSession } from '#ui/session/session.ts'
import { addressOfKept } from '#ui/share/own-address.ts'
import { rememberHere } from '#ui/share/place.ts'
import { markOf } from './document-of.ts'
import { headsKept, keep, NotKept } from './documents.ts'
import { calledOf, type KeptDocument, keptForm, namedOf } from './kept.ts'
import { newId } from './new-id.ts'

/** Nobody writes more by hand. */
const longest = 16 * 1024 * 1024

/** Lets somebody choose a file; null where they do not. */
export function chooseFile(): Promise<File | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.yaml,.yml,.json,.parley'
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

/** Keeps what is in a file as new documents, and goes to the first. Gives why it cannot; null where it can. */
export async function bringFile(file: File): Promise<string | null> {
  if (file.size > longest) return `“${file.name}” has more than 16 MB: no scenario is that long`
  const bytes = await file.arrayBuffer().catch(() => null)
  if (bytes === null) return `“${file.name}” cannot be read: is it a folder?`
  const text = textIn(bytes)
  if (text === null) return `“${file.name}” is not a text in UTF-8`
  const { readParley } = await import('./parley-file.ts')
  const parley = readParley(text)
  if (parley && !parley.ok) return `“${file.name}” cannot be opened: ${parley.fault}`
  await goToFirst(parley ? parley.documents : [await documentOfText(file.name, text)])
  return null
}

/** Keeps a text as a new document, and goes there to write in it. */
export async function bringText(file: string, text: string): Promise<void> {
  await goToFirst([await documentOfText(file, text)])
  rememberHere({ isEditing: true })
}

async function goToFirst(found: readonly Omit<KeptDocument, 'id'>[]): Promise<void> {
  const [first] = await keepAll(found)
  if (first !== undefined) location.hash = addressOfKept(first)
}

/** Keeps them under ids of their own, each called otherwise than what is there. Gives the ids. */
export async function keepAll(found: readonly Omit<KeptDocument, 'id'>[]): Promise<string[]> {
  const taken = new Set((await headsKept().catch(() => [])).map(calledOf))
  const ids: string[] = []
  for (const each of found) {
    const id = newId()
    const { number: _, ...document } = each
    const numbered = { ...document, ...numberOf(namedOf(each), taken) }
    taken.add(calledOf(numbered))
    // What the browser does not keep is there as long as the page is: who looks at it is told.
    await keep({ ...numbered, id }).catch((error: unknown) => {
      if (!(error instanceof NotKept)) throw error
    })
    ids.push(id)
  }
  return ids
}

/** What tells it apart from those that are called the same: nothing, or `Brokers (2)`. */
function numberOf(of: string, taken: ReadonlySet<string>): Pick<KeptDocument, 'number'> {
  if (!taken.has(of)) return {}
  for (let count = 2; ; count++) if (!taken.has(`${of} (${count})`)) return { number: { of, count } }
}

async function documentOfText(file: string, text: string): Promise<Omit<KeptDocument, 'id'>> {
  const { readOwn } = await import('./read-own.ts')
  const read = readOwn({ file, text, from: { kind: 'link' } })
  return {
    form: keptForm,
    name: null,
    file,
    title: read.ok ? read.scenario.title : '',
    changedAt: Date.now(),
    text,
    wire: null,
    // As it is in its file.
    saved: read.ok ? markOf(openSession(read.scenario), { text }) : null,
    history: null,
  }
}

function textIn(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
