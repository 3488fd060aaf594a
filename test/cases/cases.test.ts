/** Small scenarios, each with the right answer of every command. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { answer } from '#cli/command.ts'
import { type Answer, answers } from './answers.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
/** A run is asked with each of them: an answer may not depend on what a message takes. */
const seeds = [7, 1, 2, 3]

const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

test('every file has an answer', () => {
  expect(
    Object.keys(answers)
      .map((name) => `${name}.yaml`)
      .toSorted(),
  ).toEqual(files.toSorted())
})

describe.each(Object.entries(answers))('%s', (name, all) => {
  test.each(all.map((each) => [`${each.ask}${each.says ? ` says ${each.says}` : ''}`, each] as const))(
    '%s',
    async (_, right) => {
      await hold(name, right)
    },
  )
})

async function hold(name: string, { ask, status, json, says = [], saysNot = [] }: Answer): Promise<void> {
  const [command = '', ...options] = ask.split(' ')
  const file = `${folder}${name}.yaml`
  for (const seed of command === 'run' ? seeds : [null]) {
    const words = [
      ...[command, file, ...options],
      ...(json === undefined ? [] : ['--json']),
      ...(seed === null ? [] : ['--seed', String(seed)]),
    ]
    const said = await answer(words)
    if (json === undefined) {
      const text = `${said.out}${said.err ?? ''}`.replaceAll(/\s+/g, ' ')
      for (const pattern of says) expect(text).toMatch(pattern)
      for (const pattern of saysNot) expect(text).not.toMatch(pattern)
    } else expect(told(command, said.out), words.join(' ')).toMatchObject(json)
    expect(said.status, words.join(' ')).toBe(status)
  }
}

/** The JSON of an answer; of a matrix its cells, a line each. */
function told(command: string, out: string): unknown {
  const value: unknown = JSON.parse(out)
  if (command !== 'matrix') return value
  const { pairs } = value as { pairs: readonly Cell[] }
  return {
    cells: pairs.map(({ dialer, acceptor, outcome, ends }) => {
      const [own, theirs] = [ends.dialer.version, ends.acceptor.version]
      const version = own === theirs ? own : `${own ?? '–'}/${theirs ?? '–'}`
      return `${dialer} → ${acceptor}: ${outcome}${isOpen(outcome) ? ` ${version}` : ''}`
    }),
  }
}

const isOpen = (outcome: string) => outcome !== 'rejected' && outcome !== 'stalled'

interface Cell {
  readonly dialer: string
  readonly acceptor: string
  readonly outcome: string
  readonly ends: Readonly<Record<'dialer' | 'acceptor', { readonly version: string | null }>>
}
