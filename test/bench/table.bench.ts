// One handshake and a hundred messages of one connection end, stepped in three ways.

import { createActor, initialTransition, transition } from 'xstate'
import { connectionEnd, type EndEvent } from '#machines/connection-end.ts'
import { endTable } from '#sim/protocol/end-table.ts'
import { noClock } from './actors.ts'
import { race, say, short } from './measure.ts'
import { zeo } from './workload.ts'

const rules = zeo().roles[0]?.releases[1]?.rules
if (rules === undefined) throw new Error('zeo-2002 has no second release')

const story: EndEvent[] = [
  { type: 'connected' },
  { type: 'send' },
  { type: 'version', version: 'Z201' },
  { type: 'none held' },
  ...Array.from({ length: 50 }, (): EndEvent[] => [{ type: 'send' }, { type: 'message' }]).flat(),
]
const table = endTable(rules)

const names = {
  table: 'table.step',
  send: 'actor.send',
  pure: 'transition(), pure',
}
const times = await race(
  {
    [names.table]: () => {
      let { state } = table.initial
      for (const event of story) state = table.step(state, event).state
      return state
    },
    [names.send]: () => {
      const actor = createActor(connectionEnd, { input: rules, clock: noClock }).start()
      for (const event of story) actor.send(event)
      return actor
    },
    [names.pure]: () => {
      let [snapshot] = initialTransition(connectionEnd, rules)
      for (const event of story) [snapshot] = transition(connectionEnd, snapshot, event)
      return snapshot
    },
  },
  { time: 800 },
)

console.log(`\none connection end, ${story.length} events`)
for (const [name, { ms, n }] of Object.entries(times))
  say(name, `${short((story.length / ms) * 1_000)} events/s`, n)
const of = (name: string) => times[name]?.ms ?? Number.NaN
say('table.step ÷ actor.send', `${(of(names.send) / of(names.table)).toFixed(1)} ×`)
say('table.step ÷ transition()', `${(of(names.pure) / of(names.table)).toFixed(1)} ×`)
