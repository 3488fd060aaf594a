/** The tables of a scenario's matrix: which releases meet which, before anything is known of what comes of it. */

import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { PairResult } from '#sim/rules/matrix.ts'
import type { Release, Scenario } from '#sim/scenario/model.ts'
import { releasesOf } from '#sim/scenario/release.ts'

/** A release at the head of a row or a column. */
export interface Head {
  readonly name: string
  /** The name in two parts, of which the second tells releases apart: `ZODB` and `3.2`. */
  readonly family: string
  readonly label: string
  readonly about: string | null
}

/** One link: the releases of its dialers in rows, those of its acceptors in columns. */
export interface MatrixTable {
  readonly link: string
  /** What the link carries, where two roles have several. */
  readonly channel: string | null
  readonly dialer: string
  readonly acceptor: string
  readonly rows: readonly Head[]
  readonly columns: readonly Head[]
}

/** What is known of the pairs, by `keyOf`. */
export type Results = ReadonlyMap<string, PairResult>

/** Tells the pairs of a matrix apart. */
export function keyOf({ link, dialer, acceptor }: Pick<PairChoice, 'link' | 'dialer' | 'acceptor'>): string {
  return JSON.stringify([link, dialer, acceptor])
}

/** The tables of a scenario, link by link. */
export function tablesOf(scenario: Scenario): MatrixTable[] {
  return scenario.links.map((link) => ({
    link: link.name,
    channel: link.channel ?? null,
    dialer: link.dialer,
    acceptor: link.acceptor,
    rows: headsOf(scenario, link.dialer),
    columns: headsOf(scenario, link.acceptor),
  }))
}

/** Where a matrix opens: the oldest dialer meets the newest acceptor, as in an upgrade that begins at the wrong end. */
export function firstCell([table]: readonly MatrixTable[]): PairChoice | null {
  const [dialer, acceptor] = [table?.rows[0], table?.columns.at(-1)]
  return table && dialer && acceptor
    ? { link: table.link, dialer: dialer.name, acceptor: acceptor.name }
    : null
}

/** The cell of a table, by its row and column. */
export function cellAt({ link, rows, columns }: MatrixTable, row: number, column: number): PairChoice {
  return { link, dialer: rows[row]?.name ?? '', acceptor: columns[column]?.name ?? '' }
}

function headsOf({ roles }: Scenario, role: string): Head[] {
  return releasesOf({ roles }, role).map(headOf)
}

function headOf({ name, label, about }: Release): Head {
  const isEnd = label !== name && name.endsWith(label)
  const family = isEnd ? name.slice(0, -label.length).replace(/[\s\-_/]+$/, '') : ''
  return { name, family, label: isEnd ? label : name, about }
}
