/** Makes a new document, which this browser keeps from the start. */
import { newId } from '#ui/document/bring-file.ts'
import { keep, keptForm } from '#ui/document/kept.ts'
import { openSession, type Session } from '#ui/session/session.ts'
import { newText } from './new-document.ts'
import { readText } from './read-text.ts'

/** A session of a new scenario, with the usual answers to every question. */
export async function openNew(): Promise<Session> {
  const [id, file, text] = [newId(), 'my-cluster.yaml', newText()]
  const { scenario } = readText({ file, text, from: { kind: 'browser', id } })
  if (scenario === null) throw new Error('the usual answers make no scenario')
  // Where nothing is kept, the first change says so.
  await keep({
    id,
    form: keptForm,
    file,
    title: scenario.title,
    changedAt: Date.now(),
    texts: [text],
    entries: [],
    current: 0,
  }).catch(() => {})
  return openSession(scenario)
}
