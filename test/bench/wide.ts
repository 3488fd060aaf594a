/** Clusters with more mixed states than anybody can look at. */
import type { Scenario } from '#sim/scenario/model.ts'
import { parseScenario } from '#sim/scenario/parse/parse.ts'

interface Wide {
  readonly roles: number
  /** How many releases each role has, of which nodes go from the first to the last. */
  readonly releases: number
  readonly nodes: number
  /** How far apart releases may be that understand each other. */
  readonly window: number
}

const count = (most: number) => Array.from({ length: most }, (_, i) => i + 1)

/** A chain of roles, each of which dials the next one. */
export function wide({ roles, releases, nodes, window }: Wide): Scenario {
  const accepts = (k: number) => `V${Math.max(1, k - window)}..V${Math.min(releases, k + window)}`
  const first = (i: number) =>
    i === 1
      ? 'speaks: at once, '
      : `speaks: after the peer, ${i < roles ? 'as: { dialer: { speaks: at once } }, ' : ''}`
  const role = (i: number) => [
    `  r${i}:`,
    ...count(releases).map((k) => {
      const start = k === 1 ? `${first(i)}answers: lower, ` : ''
      return `    x${k}: { ${start}offers: V${k}, accepts: ${accepts(k)} }`
    }),
  ]
  const text = [
    `versions: [${count(releases).map((k) => `V${k}`)}]`,
    'roles:',
    ...count(roles).flatMap(role),
    'links:',
    ...count(roles - 1).map((i) => `  - { from: r${i}, to: r${i + 1} }`),
    `cluster: { ${count(roles).map((i) => `r${i}: ${nodes} × x1`)} }`,
    `upgrade: { to: { ${count(roles).map((i) => `r${i}: x${releases}`)} } }`,
  ].join('\n')
  const read = parseScenario(text, 'wide.yaml')
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return read.scenario
}
