/** When a connector has nothing more to come: whatever it does from then on, it has done before. */
import type { Service } from './cluster.ts'
import { isGone } from './ends.ts'
import { nodeView } from './node-view.ts'
import { isBroken, isOutcome } from './outcome.ts'
import { type Connection, connectorActor, sides, type World } from './world.ts'

/**
 * Whether a service has come to rest, where no node goes up or down any more and nobody interferes: its dialer has a
 * connection of which all is known, or hangs on one, or would find again what it has found.
 */
export function isServiceAtRest(world: World, service: Service): boolean {
  if (nodeView(world, service.dialer).state !== 'running') return true
  const attempts = service.pairs.map(({ id }) => world.connections.get(world.latest.get(id) ?? ''))
  const isIdle = attempts.map((attempt) => attempt !== undefined && findsTheSame(world, attempt))
  const isHeld = (attempt: Connection | undefined) =>
    attempt !== undefined && attempt.outcome !== null && !isGone(world, attempt, 'dialer')
  const connector = world.actors.get(connectorActor(service.id))
  switch (connector?.table.leaves(connector.state)[0]) {
    case 'notified':
      // The others were given up.
      return attempts.some(isHeld)
    case 'fallback':
      return attempts.some(isHeld) && attempts.every((attempt, i) => isHeld(attempt) || isIdle[i])
    case 'trying':
    case 'testing':
      return (
        attempts.every((attempt, i) => {
          const isQuiet =
            isHeld(attempt) && sides.every((side) => attempt?.streams[side].flights.length === 0)
          return isQuiet || isIdle[i]
        }) && attempts.some((attempt) => isHeld(attempt) || isCut(world, attempt))
      )
    case 'waiting':
      return isIdle.every(Boolean)
    default:
      return false
  }
}

/** Whether the next attempt of a pair comes to what this one came to: it was refused and would be again, or nothing arrives. */
function findsTheSame(world: World, attempt: Connection): boolean {
  if (isCut(world, attempt)) return true
  const { outcome, nodes, releases } = attempt
  const acceptor = nodeView(world, nodes.acceptor)
  if (acceptor.state !== 'running') return outcome !== null
  if (outcome === 'interrupted') return attempt.before === 'interrupted'
  const isFailure = outcome !== null && isOutcome(outcome) && isBroken(outcome)
  return isFailure && releases.acceptor === acceptor.release
}

const isCut = (world: World, attempt: Connection | undefined) =>
  world.lines.get(attempt?.pair ?? '')?.cut ?? false
