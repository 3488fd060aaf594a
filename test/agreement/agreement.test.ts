/**
 * Generated scenarios, of which everything is asked in every way that there is: the command, the plan, the brute force, the run.
 * `npm run agree` does the same with thousands of them, and with more orders and seeds of each.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { read } from './answers.ts'
import { type Effort, examine } from './examine.ts'
import { examineAt } from './one.ts'

const seed = 1
const scenarios = 24
const each = 8

/** As much as can be waited for whenever tests are run. */
const effort: Effort = { orders: 3, seeds: 1, cells: 4, keeping: 3 }

describe('of generated scenarios', () => {
  test.each(Array.from({ length: scenarios / each }, (_, i) => i * each))(
    'those from %d on get one answer',
    (from) => {
      for (let index = from; index < from + each; index++) {
        const { reduced, isValid } = examineAt(seed, index, { effort, isWanted: (_, others) => others === 0 })
        const said = reduced.map(({ kind, answers, text }) => [kind, ...answers, '', text].join('\n'))
        expect(isValid, `scenario ${index} of seed ${seed} is not valid`).toBe(true)
        expect.soft(said.join('\n'), `scenario ${index} of seed ${seed}`).toBe('')
        if (said.length > 0) return
      }
    },
  )
})

const folder = new URL('mended/', import.meta.url)

describe('of what once had two answers', () => {
  test.each(readdirSync(folder))('%s gets one', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8')
    expect(read(text).problem).toBeNull()
    expect(examine(text, 1).found).toEqual([])
  })
})
