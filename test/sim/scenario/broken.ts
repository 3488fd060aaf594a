/** Breaks a scenario file on purpose, and knows where. */
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'

export const zeo2002 = readFileSync('scenarios/zeo-2002.yaml', 'utf8')

/** As little as a scenario can say, and something for every name to refer to. */
export const small = `
versions: [v1, v2, v3]
sources:
  manual: A manual
roles:
  client:
    old: { speaks: at once, offers: v1, accepts: v1 }
    new: { offers: v2, accepts: v1..v2, source: manual }
  server:
    old: { speaks: at once, offers: v1, accepts: v1 }
    new: { offers: v3, accepts: v1..v3 }
links:
  - { from: client, to: server }
calls:
  client:
    hello: v1
    fast: { since: v2, without: speed, fallback: hello }
  server:
    notify: v1
traffic:
  test: hello
  start: [hello, fast]
  repeat: { hello: 1 s }
cluster: { client: 2 × old, server: 1 × old }
network: { latency: 20 ms }
timing: { drain: 1 s, settle: 2 s }
upgrade:
  to: { client: new, server: new }
  order: [client, server]
until: 1 min
`

/** `text` with its only `from` replaced. */
export function edit(text: string, from: string, to: string): string {
  expect(text.split(from).length, `${from} stands once in the text`).toBe(2)
  return text.replace(from, () => to)
}

/** The scenario that `text` says. */
export function scenarioOf(text: string, file = 'test.yaml'): Scenario {
  const result = parseScenario(text, file)
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'))
  return result.scenario
}

/** Every problem of `text`, without its place. */
export function complaints(text: string): string[] {
  const result = parseScenario(text, 'test.yaml')
  return result.ok ? [] : result.faults.map(({ message }) => message)
}

/**
 * Holds that `marked` has exactly these problems, `path: message` each, at the places marked with ▸ in this order.
 */
export function expectProblems(marked: string, expected: readonly string[]): void {
  const text = marked.replaceAll('▸', '')
  const result = parseScenario(text, 'test.yaml')
  const found = result.ok ? [] : result.faults
  expect(found.map(({ path, message }) => `${path}: ${message}`)).toEqual(expected)
  expect(found.map(({ line, column }) => ({ line, column }))).toEqual(marks(marked))
}

function marks(marked: string): { line: number; column: number }[] {
  return marked.split('\n').flatMap((line, i) =>
    line
      .split('▸')
      .slice(0, -1)
      .map((_, nth, before) => ({ line: i + 1, column: before.slice(0, nth + 1).join('').length + 1 })),
  )
}
