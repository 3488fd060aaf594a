/** What the nodes of a cluster do when their machines ask for it. */

import type { Sim } from '../engine/kernel.ts'
import { nodeView } from '../engine/node-view.ts'
import { changing } from '../engine/world.ts'
import { close } from '../protocol/words.ts'
import { sides } from '../scenario/side.ts'
import { askRules } from './declared-rules.ts'
import { tellEnd } from './ends.ts'
import { raiseAutomatically, tellConfiguration } from './raise.ts'
import { forget } from './retry-memory.ts'
import { tellConnector, tellRollout } from './tell.ts'

/** The node is up: its connectors begin to dial, and the rollout is told. */
export function startServices(sim: Sim, node: string, cause: number): void {
  askRules(sim, cause)
  raiseAutomatically(sim, cause)
  for (const { id, dialer } of sim.cluster.services.values()) {
    if (dialer === node) tellConnector(sim, id, { type: 'start' }, cause)
  }
  tellRollout(sim, { type: 'node running', node, release: nodeView(sim.world, node).release }, cause)
  tellConfiguration(sim, node, cause)
}

/**
 * The node goes down, in good order or not: its connectors stop, its ends of connections close, and what its process
 * remembers is gone with it.
 */
export function stopServices(sim: Sim, node: string, cause: number): void {
  for (const { id, dialer } of sim.cluster.services.values()) {
    if (dialer === node) tellConnector(sim, id, { type: 'stop' }, cause)
  }
  for (const { id, pair } of [...sim.world.connections.values()]) {
    for (const side of sides) {
      const connection = pair[side] === node ? changing(sim.world, id) : undefined
      if (connection) tellEnd(sim, connection, side, close, cause)
    }
  }
  forget(sim, node)
  askRules(sim, cause)
  raiseAutomatically(sim, cause)
}
