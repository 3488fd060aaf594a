/** Brings a file of somebody's own into the page: its text is kept, and then it is opened, whatever is in it. */
import { addressOfKept } from '#ui/share/own-address.ts'
import { keep, keptForm } from './kept.ts'

/** Nobody writes more by hand. */
const longest = 16 * 1024 * 1024

/** Lets somebody choose a file; null where they do not. */
export function chooseFile(): Promise<File | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.yaml,.yml,.json'
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

/** Keeps the text of a file as a new document, and goes there. Gives why it cannot; null where it can. */
export async function bringFile(file: File): Promise<string | null> {
  if (file.size > longest) return `“${file.name}” has more than 16 MB`
  const bytes = await file.arrayBuffer().catch(() => null)
  if (bytes === null) return `“${file.name}” cannot be read: is it a folder?`
  const text = textIn(bytes)
  if (text === null) return `“${file.name}” is not a text in UTF-8`
  const id = newId()
  const { readOwn } = await import('./read-own.ts')
  const read = readOwn({ file: file.name, text, from: { kind: 'browser', id } })
  try {
    await keep({
      id,
      form: keptForm,
      file: file.name,
      title: read.ok ? read.scenario.title : '',
      changedAt: Date.now(),
      texts: [text],
      entries: [],
      current: 0,
    })
  } catch {
    return `this browser does not keep “${file.name}”`
  }
  location.hash = addressOfKept(id)
  return null
}

function textIn(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** An id that no other document of this browser has. Pages that come over plain HTTP from elsewhere get no `randomUUID`. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join('')
