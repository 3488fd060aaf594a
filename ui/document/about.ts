/** What is known of the document that is shown, beside its text and what is done with it: for whoever shows or keeps it. */
import { useSyncExternalStore } from 'react'
import { calledOf, type KeptDocument } from './kept.ts'

export interface About extends Pick<KeptDocument, 'id' | 'name' | 'number' | 'saved'> {
  readonly access: Access
}

/** Whether it is changed here: it is not where another tab does so, or did when it was opened, or a newer Parley has. */
type Access = 'here' | 'other tab' | 'left by other tab' | 'newer'

/** What is shown is called so, where its scenario has this title. */
export const titleOfShown = (about: About | null, title: string): string =>
  about === null ? title : calledOf({ ...about, title, file: '' })

let about: About | null = null
/** How often something was not done because nothing is changed here. */
let refusals = 0
/** Whether somebody is asked how to save it. */
let isSaving = false
const listeners = new Set<() => void>()

/** What is known of it now; null where what is shown is no document of one's own, or not kept yet. */
export const aboutShown = (): About | null => about

/** Says what is known of it from now on. */
export function tellAbout(next: About | null): void {
  about = next
  for (const each of listeners) each()
}

/** Says that something was not done. */
export function refuse(): void {
  refusals++
  for (const each of listeners) each()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** What is known of it, as it changes. */
export const useAbout = (): About | null => useSyncExternalStore(subscribe, aboutShown)

/** How often something was not done, as it changes. */
export const useRefusals = (): number => useSyncExternalStore(subscribe, () => refusals)

/** Asks how to save it, or no longer. */
export function askToSave(isAsked: boolean): void {
  isSaving = isAsked
  for (const each of listeners) each()
}

/** Whether somebody is asked how to save it, as it changes. */
export const useSaving = (): boolean => useSyncExternalStore(subscribe, () => isSaving)
