import type { Scenario } from '#sim/scenario/model.ts'
import { waysToStand } from '#sim/scenario/order/count-orders.ts'

/**
 * About how many mixed states the upgrade of a scenario has: identical nodes are counted, and stand at one of the places
 * on their way.
 */
export function statesOf({ upgrade, nodes }: Scenario): number {
  const paths = new Map<string, string[]>()
  for (const { node, to } of upgrade.steps) paths.set(node, [...(paths.get(node) ?? []), to])
  const alike = new Map<string, { readonly places: number; members: number }>()
  for (const [unit, path] of paths) {
    const spec = nodes.find(({ id }) => id === unit)
    const key = JSON.stringify([spec?.role ?? unit, spec?.release, spec?.host, spec?.isFallback, path])
    const group = alike.get(key)
    if (group) group.members++
    else alike.set(key, { places: path.length + 1, members: 1 })
  }
  let states = 1
  for (const { places, members } of alike.values()) states *= waysToStand(members, places)
  return states
}
