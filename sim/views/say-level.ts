/** What is said of levels, operations and rules: one sentence for each thing that happens to them. */
import type { Cluster } from '../engine/cluster.ts'
import type { TraceEvent } from '../engine/trace-event.ts'
import type { Severity } from '../rules/verdict.ts'

type Of<K extends TraceEvent['kind']> = Extract<TraceEvent, { kind: K }>

/** Such as `fcv is raised from 6.0 to 7.0`. */
export function sayLevel({ scenario }: Cluster, { level: name, node, from, to }: Of<'level'>): string {
  if (node !== null) return `${node} has ${name} ${to} in its configuration, in place of ${from}`
  const level = scenario.levels?.find((each) => each.name === name)
  const isUp = (level?.values.indexOf(to) ?? 0) > (level?.values.indexOf(from) ?? 0)
  const how = isUp ? (level?.raised === 'automatically' ? 'rises by itself' : 'is raised') : 'is lowered'
  const closing = level?.dropsConnections ? ', and its members close their connections' : ''
  return `${name} ${how} from ${from} to ${to}${closing}`
}

/** Such as `repair begins`. */
export function sayOperation({ operation, to }: Of<'operation'>): string {
  switch (to) {
    case 'running':
      return `${operation} begins`
    case 'done':
      return `${operation} is done`
    default:
      return `${operation} is ${to}`
  }
}

const saidOf: Readonly<Record<Severity, string>> = {
  unsafe: 'this must not be',
  unsupported: 'the vendor does not support this',
  degraded: 'this is lost',
}

/** Such as `the vendor does not support this: client c is 2 releases older than server s`. */
export const sayRule = ({ verdict, reason }: Of<'rule'>) => `${saidOf[verdict]}: ${reason}`

/** Such as `no longer: client c is 2 releases older than server s`. */
export const sayRuleOver = ({ reason }: Of<'rule over'>) => `no longer: ${reason}`
