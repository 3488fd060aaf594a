/** Whether a run kept what its upgrade has to keep. */
import { type Run, stateAt } from './run.ts'
import { usualConditions } from './scenario/model.ts'
import { breaks } from './summary.ts'
import { connectorActor } from './world.ts'

/**
 * Whether nothing broke that has to hold, and everybody has in the end the service that it needs. Unlike the verdict of a
 * run this is lenient: where any acceptor will do, one that does not work is no loss.
 */
export function isUnbroken(run: Run): boolean {
  const { cluster, trace } = run
  const { keep = usualConditions } = cluster.scenario.upgrade
  const mustWork = keep.includes('working') || keep.includes('open')
  const isNeeded = (connection: string) => {
    const link = cluster.pairs.get(connection.slice(0, connection.lastIndexOf('#')))?.link
    return link?.needs === 'every' || link?.spoils === true
  }
  const isBreach = trace.some(
    (event) => breaks(event) && (event.kind !== 'attempt' || (mustWork && isNeeded(event.connection))),
  )
  return !isBreach && (!mustWork || isEverybodyServed(run))
}

function isEverybodyServed(run: Run): boolean {
  const { actors } = stateAt(run, run.end.at)
  return [...run.cluster.services.keys()].every((service) => {
    const connector = actors.get(connectorActor(service))
    const [state] = connector?.table.leaves(connector.state) ?? []
    return state === 'notified' || state === 'fallback'
  })
}
