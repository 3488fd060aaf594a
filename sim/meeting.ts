/** What comes of two releases meeting on a link: explored once, and looked up afterwards. */
import { whyMissing } from './calls.ts'
import { rulesOf } from './cluster.ts'
import { explorePair, type PairResult } from './matrix.ts'
import type { Link, Release, Scenario } from './scenario/model.ts'

export interface Meeting extends PairResult {
  /** Calls that the dialer cannot do without and cannot make on this connection, each with the reason. */
  readonly needed: readonly string[]
}

const met = new WeakMap<Scenario, Map<Link, Map<Release, Map<Release, Meeting>>>>()

/** What comes of one release dialling another, under every delivery order: the same object each time. */
export function meet(scenario: Scenario, link: Link, dialer: Release, acceptor: Release): Meeting {
  const byLink = madeIn(met, scenario, () => new Map<Link, Map<Release, Map<Release, Meeting>>>())
  const byDialer = madeIn(byLink, link, () => new Map<Release, Map<Release, Meeting>>())
  const byAcceptor = madeIn(byDialer, dialer, () => new Map<Release, Meeting>())
  return madeIn(byAcceptor, acceptor, () => {
    const result = explorePair(scenario, link, dialer, acceptor)
    return { ...result, needed: neededCalls(scenario, link, dialer, acceptor, result.negotiated) }
  })
}

function neededCalls(
  scenario: Scenario,
  link: Link,
  dialer: Release,
  acceptor: Release,
  version: string | null,
): string[] {
  if (version === null) return []
  const rules = rulesOf(dialer, link, 'dialer')
  return scenario.calls.flatMap((call) => {
    const isMeant = call.by === link.dialer && (call.over === undefined || call.over === link.name)
    if (!isMeant || !dialer.needs?.includes(call.name)) return []
    const why = whyMissing(call, rules, version, dialer, acceptor)
    return why === null ? [] : [`cannot do without ${call.name}, and ${why}`]
  })
}

interface Store<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

function madeIn<K, V>(store: Store<K, V>, key: K, make: () => V): V {
  const known = store.get(key)
  if (known !== undefined) return known
  const made = make()
  store.set(key, made)
  return made
}
