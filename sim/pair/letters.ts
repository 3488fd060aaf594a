/** What is on its way between two ends that are explored: words, and messages of which only what matters is kept. */
import type { Parcel, Word } from '../protocol/words.ts'

/** Something on its way. */
export type Letter = Word | ParcelLetter

/** A message of the application. */
export interface ParcelLetter extends Parcel {
  readonly kind: 'call' | 'reply'
  /** Whether it is a test call, or the reply to one. */
  readonly isTest: boolean
}

export const isParcel = (letter: Letter): letter is ParcelLetter =>
  letter.kind === 'call' || letter.kind === 'reply'

/** A text that tells letters apart. */
export function textOf(letter: Letter): string {
  switch (letter.kind) {
    case 'version':
      return `${letter.again ? 'again' : 'version'} ${letter.said}`
    case 'error':
      return `error ${letter.said}`
    case 'call':
    case 'reply':
      return `${letter.isTest ? 'test ' : ''}${letter.kind}${letter.written == null ? '' : ` ${letter.written}`}`
    default:
      return letter.kind
  }
}

/** What a letter is called where it is told of. */
export function sayLetter(letter: Letter): string {
  return isParcel(letter) ? letter.kind : textOf(letter)
}
