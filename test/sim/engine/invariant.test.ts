/** What always holds of a world is asserted where a state is made. */
import { expect, test } from 'vitest'
import { handlers } from '#sim/effects/handlers.ts'
import { arriveNow } from '#sim/effects/network.ts'
import { buildCluster } from '#sim/engine/cluster.ts'
import { put } from '#sim/engine/event-queue.ts'
import { begin, type Sim, tick } from '#sim/engine/kernel.ts'
import { createWorld } from '#sim/engine/world.ts'
import { zeo } from '../zeo.ts'

function begun(): Sim {
  const cluster = buildCluster(zeo, 1)
  const sim: Sim = { cluster, world: createWorld(cluster), handlers, listen: () => {} }
  begin(sim)
  return sim
}

test('time never goes back', () => {
  const sim = begun()
  sim.world.now = 1_000
  put(sim.world.eventQueue, 1, { kind: 'judge', cause: 0 })
  expect(() => tick(sim)).toThrow('time never goes back')
})

test('no message overtakes another one', () => {
  const sim = begun()
  for (let i = 0; i < 200; i++) {
    const connection = [...sim.world.connections.values()].find(({ dialer }) => dialer.flights.length > 1)
    if (connection !== undefined) {
      connection.dialer.flights = connection.dialer.flights.toReversed()
      expect(() => arriveNow(sim, connection.id, 'dialer')).toThrow('no message overtakes another one')
      return
    }
    tick(sim)
  }
  throw new Error('No connection had two messages under way')
})
