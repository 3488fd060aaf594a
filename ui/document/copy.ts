/** Makes another document of what is shown, and goes there. */
import type { State } from '#ui/session/state.ts'
import { addressOfKept } from '#ui/share/own-address.ts'
import { rememberHere } from '#ui/share/place.ts'
import { keepAll } from './bring-file.ts'
import { keptForm } from './kept.ts'
import { documentShown } from './save-file.ts'

export async function copyShown(state: State): Promise<void> {
  const document = documentShown(state)
  if (document === null) return
  const [id] = await keepAll([{ ...document, form: keptForm }])
  if (id === undefined) return
  location.hash = addressOfKept(id)
  // Whoever was writing goes on with it there.
  if (state.isEditing) rememberHere({ isEditing: true })
}
