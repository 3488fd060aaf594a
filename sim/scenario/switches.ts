/** What a cluster has beside nodes that stands at a value, and is taken to another by a step of a rollout. */
import { type Level, type NodeSpec, operationValues, type Scenario } from './model.ts'

export interface Switch {
  /** The name of a level or of an operation, or a node's and a level's as in `b1.ibp`. */
  readonly id: string
  /** The level that it is; null for an operation. */
  readonly level: Level | null
  /** The node whose configuration holds it; null for those of the whole cluster. */
  readonly node: string | null
  /** Where it stands at first. */
  readonly start: string
}

/** The id of the switch that holds a level in a node's configuration. */
export const switchOn = (node: string, level: string) => `${node}.${level}`

/** The switches of the whole cluster: the levels that it stands at, and the operations. */
export function clusterSwitches({ levels = [], operations = [] }: Scenario): Switch[] {
  return [
    ...levels.filter(isOfCluster).map((level) => ({ id: level.name, level, node: null, start: level.start })),
    ...operations.map(({ name }) => ({ id: name, level: null, node: null, start: operationValues[0] })),
  ]
}

/** The switches in the configuration of a node. */
export function switchesOf({ levels = [] }: Scenario, { id, role }: NodeSpec): Switch[] {
  return levels
    .filter((level) => !isOfCluster(level) && level.members.includes(role))
    .map((level) => ({ id: switchOn(id, level.name), level, node: id, start: level.start }))
}

/** Whether a level is one for all, and not one in the configuration of each node. */
export const isOfCluster = ({ raised }: Level) => raised !== 'on each node'
