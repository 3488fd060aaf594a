import { expect, test } from 'vitest'
import { type LogLine, sayLog } from '#cli/log.ts'
import type { Terminal } from '#cli/terminal.ts'

const plain: Terminal = { paint: (text) => text, width: 100 } as Terminal

test('a log of more lines than a call takes arguments is told', () => {
  const line: LogLine = {
    at: 1,
    node: 'c1',
    text: 'c1 dials s1',
    isNews: true,
    outcome: null,
    section: 'Before',
  }
  const said = sayLog(
    Array.from({ length: 300_000 }, (_, i) => ({ ...line, at: i })),
    plain,
  )
  expect(said).toHaveLength(300_001)
  expect(said.at(-1)).toContain('dials s1')
})
