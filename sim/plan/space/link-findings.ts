/**
 * What is found on the links of a mixed state, dialer by dialer. It depends on where the acceptors are, on levels, and on who is
 * down: in thousands of states that is the same, so that it is judged once.
 */

import { madeIn } from '../../memo/made-in.ts'
import { type JudgeOfDialer, judgeLinks } from '../../rules/links.ts'
import type { Finding, Keep } from '../../rules/verdict.ts'
import type { View } from '../../rules/view.ts'
import type { Down, Space, SpaceState } from './space.ts'

/** The findings of a dialer at a place, by where everybody else is that it depends on. */
type Table = Map<string, Finding[]>

/** So many places of acceptors are looked up for one dialer. */
const mostKnown = 20_000

/**
 * Gives a function that finds what `judgeLinks` finds in a state.
 *
 * @param judge what is asked of each dialer
 * @returns takes the state, who is down, and its view, which is only made where something is new
 */
export function linkFindings(space: Space, keep: Keep, judge: JudgeOfDialer) {
  const { scenario } = space.problem
  const axesOf = (kind: string, role: string | null) =>
    space.classes.flatMap(({ unitClass }, axis) =>
      unitClass.kind === kind && (role === null || unitClass.role === role) ? [axis] : [],
    )
  const rest = space.rising.map((_, i) => space.classes.length + i)
  const links = scenario.links.map((link) => ({
    link,
    dialers: axesOf('node', link.dialer),
    needed: [...axesOf('node', link.acceptor), ...axesOf('level', null), ...rest],
  }))
  const tables = new Map<string, Table>()
  return (state: SpaceState, down: Down, view: () => View): Finding[] => {
    // What is remembered depends on the way here.
    if (space.memory !== null) return judgeLinks(view(), keep, judge)
    const away = down.map(({ axis, move, members }) => `${axis} ${move.from} ${members}`).join()
    return links.flatMap(({ link, dialers, needed }, i) => {
      const there = needed.map((axis) => state[axis]).join()
      return dialers.flatMap((axis) => {
        const { counts } = space.classes[axis]?.state(state[axis] ?? 0) ?? { counts: [] }
        return counts.flatMap((count, place) => {
          if (count === 0) return []
          const table = madeIn(tables, `${i} ${axis} ${place} ${away}`, (): Table => new Map())
          if (table.size >= mostKnown) table.clear()
          return madeIn(table, there, () => {
            const dialer = view().nodes.find(({ where }) => where?.axis === axis && where.place === place)
            return dialer === undefined ? [] : judge(view(), keep, link, dialer)
          })
        })
      })
    })
  }
}
