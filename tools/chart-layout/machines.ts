import { connectionEnd } from '../../machines/connection-end.ts'
import { connector } from '../../machines/connector.ts'
import { node } from '../../machines/node.ts'
import { rollout } from '../../machines/rollout.ts'

/** The machines whose charts are drawn. */
export const machines = { connectionEnd, connector, node, rollout }
