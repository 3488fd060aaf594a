import { useState } from 'react'
import { type Answers, type QuestionKey, questions } from '#sim/scenario/parse/questions.ts'
import styles from './Form.module.css'
import { TextField } from './fields.tsx'
import { answersOf, newText, textOfAnswers } from './new-document.ts'
import { type EditedText, once } from './useText.ts'

/** The questions of a new document, for as long as it is nothing but their answers: its text grows with each of them. What is empty may begin with them. */
export function Questions({ edited: { text, write } }: { readonly edited: EditedText }) {
  const there = answersOf(text)
  /** What is typed and cannot be an answer yet. */
  const [typed, setTyped] = useState<Partial<Answers>>({})
  if (text.trim() === '')
    return (
      <fieldset className={styles.questions}>
        <legend>Nothing is written yet</legend>
        <p>Write in the text, or begin with a few questions.</p>
        <button type="button" className={styles.begin} onClick={() => write(newText(), once)}>
          Begin with the questions
        </button>
      </fieldset>
    )
  if (there === null) return null
  const answer = (key: QuestionKey, value: string) => {
    const next = textOfAnswers({ ...there, [key]: value })
    const { [key]: _, ...others } = typed
    setTyped(next === null ? { ...others, [key]: value } : others)
    if (next !== null) write(next, `answer ${key}`)
  }
  return (
    <fieldset className={styles.questions}>
      <legend>A new scenario</legend>
      <p>Answer what you know. Everything can be changed later, here and in the text.</p>
      {questions.map(({ key, text: question, fault }) => {
        const value = typed[key] ?? there[key]
        return (
          <TextField
            key={key}
            label={question}
            value={value}
            fault={fault(value)}
            onChange={(to) => answer(key, to)}
          />
        )
      })}
    </fieldset>
  )
}
