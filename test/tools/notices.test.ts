/** Whose code ships with the command and the page. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const text = readFileSync('dist/third-party-notices.txt', 'utf8')
const [head, ...notices] = text.split(/\n\n-{79}\n\n/)

test.each(['react-dom', 'xstate', 'zod', 'sirv', 'd3-zoom', '@statelyai/inspect'])(
  '%s is named, with its terms',
  (name) => {
    const notice = notices.find((each) => each.startsWith(`${name} `))
    expect(notice).toMatch(/^\S+ \d+\.\d+\.\d+ \((MIT|ISC)\)\n/)
    expect(notice).toMatch(/copyright/i)
  },
)

test('nobody is named without terms, or twice, and it lies beside the page too', () => {
  expect(head).toBe('Parley contains code of these packages, each under its own terms.')
  const names = notices.map((each) => each.split('\n')[0])
  expect(new Set(names).size).toBe(names.length)
  for (const notice of notices) expect(notice.split('\n').length, notice).toBeGreaterThan(2)
  expect(readFileSync('dist/ui/third-party-notices.txt', 'utf8')).toBe(text)
})
