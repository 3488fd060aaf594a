/** Makes a new document, which this browser keeps from the start. */
import type { About } from '#ui/document/about.ts'
import { keep } from '#ui/document/documents.ts'
import { keptForm } from '#ui/document/kept.ts'
import { newId } from '#ui/document/new-id.ts'
import { openSession, type Session } from '#ui/session/session.ts'
import { newText } from './new-document.ts'
import { readText } from './read-text.ts'

/** A session of a new scenario, with the usual answers to every question. */
export async function openNew(): Promise<{ readonly session: Session; readonly about: About }> {
  const [id, file, text] = [newId(), 'my-cluster.yaml', newText()]
  const { scenario } = readText({ file, text, from: { kind: 'browser', id } })
  if (scenario === null) throw new Error('the usual answers make no scenario')
  // Where nothing is kept, the first change says so.
  await keep({
    id,
    form: keptForm,
    name: null,
    file,
    title: scenario.title,
    changedAt: Date.now(),
    text,
    wire: null,
    saved: null,
    history: null,
  }).catch(() => {})
  return { session: openSession(scenario), about: { id, name: null, saved: null, access: 'here' } }
}
