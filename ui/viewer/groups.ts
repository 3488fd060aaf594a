/** The machines of a run, in the order in which a list has them. */
import type { SeenMachine } from './model.ts'

export interface MachineGroup {
  readonly kind: string
  readonly title: string
  readonly rows: readonly MachineRow[]
}

export interface MachineRow {
  readonly machine: SeenMachine
  /** What it belongs to: a connection or a node. */
  readonly subject: string
  /** Whether the row before it has said so already. */
  readonly isRepeated: boolean
  /** What it is there: a side of a connection, or nothing. */
  readonly part: string
}

const titles: Readonly<Record<string, string>> = {
  end: 'Connections',
  connector: 'Connectors',
  node: 'Nodes',
  rollout: 'Rollout',
}

/** Groups machines by their kind: ends side by side with those of the same connection, `c2` before `c10`. */
export function groupsOf(machines: readonly SeenMachine[]): readonly MachineGroup[] {
  const sorted = machines.toSorted(byName)
  return Object.entries(titles).flatMap(([kind, title]) => {
    const rows = sorted.filter((machine) => machine.kind === kind).map(rowOf)
    return rows.length === 0 ? [] : [{ kind, title, rows }]
  })
}

function rowOf(machine: SeenMachine, place: number, all: readonly SeenMachine[]): MachineRow {
  const { subject, part } = partsOf(machine.id)
  const before = all[place - 1]
  const isRepeated = before !== undefined && part !== '' && partsOf(before.id).subject === subject
  return { machine, subject, isRepeated, part }
}

/**
 * `end c1-s1#2 dialer`: the dialer of `c1-s1#2`. What has no name of its own goes by its kind. A viewer has names alone,
 * without the cluster in which they could be looked up.
 */
export function partsOf(id: string): { readonly subject: string; readonly part: string } {
  const [kind = '', subject = kind, part = ''] = id.split(' ')
  return { subject, part }
}

/** The dialer of a connection stands before its acceptor. */
function byName(a: SeenMachine, b: SeenMachine): number {
  const [left, right] = [partsOf(a.id), partsOf(b.id)]
  return (
    left.subject.localeCompare(right.subject, 'en', { numeric: true }) ||
    right.part.localeCompare(left.part, 'en')
  )
}
