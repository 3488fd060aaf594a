/** A new document, from the questions of `parley init`. */
import { draftScenario } from '#sim/scenario/draft.ts'
import { type Answers, draftOf, questions, usualAnswers } from '#sim/scenario/parse/questions.ts'

/** The texts that are nothing but answers, with the answers: whoever comes back to one goes on with them. */
const known = new Map<string, Answers>()

/** The answers that a text is made of; null where somebody has written in it. */
export const answersOf = (text: string): Answers | null => known.get(text) ?? null

/** The text of these answers; null where something is wrong with one of them. */
export function textOfAnswers(answers: Answers): string | null {
  if (questions.some(({ key, fault }) => fault(answers[key]) !== null)) return null
  const text = draftScenario(draftOf(answers))
  known.set(text, answers)
  return text
}

/** The text of a new document, with the usual answers. */
export function newText(): string {
  return textOfAnswers(usualAnswers('My cluster')) ?? ''
}
