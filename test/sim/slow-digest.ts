/** The digest of events, taken the slow way: of the events themselves, one after the other. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { TraceEvent } from '#sim/engine/trace-event.ts'

/** The number at the end of a name such as `c1-s1#2 dialer 3`. */
const numberIn = (name: unknown) => (typeof name === 'string' ? Number(name.split(' ').at(-1)) : 0)

/** The number of a text: they are numbered in the order in which they are first met, from 1 on. */
function numbered(numbers: Map<string, number>, text: string): number {
  const number = numbers.get(text) ?? numbers.size + 1
  numbers.set(text, number)
  return number
}

/** Which end of its connection an event is about, by the name of a node of it. */
const sideAt = (connection: string, node: string) =>
  connection.startsWith(`${node}-`) ? 'dialer' : 'acceptor'

export function slowDigest(events: readonly TraceEvent[]): string {
  const facts = new Map<string, number>()
  const connections = new Map<string, number>()
  const hash = createHash('sha256')
  for (const event of events) {
    const { id: _, at, moment, cause, ...common } = event as TraceEvent & Record<string, unknown>
    const own = { connection: '', side: '', message: 0, call: 0 }
    const body: Record<string, unknown> = { ...common }
    const take = (...names: string[]) => {
      for (const name of names) delete body[name]
    }
    if (event.kind === 'timer' || event.kind === 'transition') {
      const [machine, connection = '', side = ''] = event.actor.split(' ')
      if (machine === 'end') {
        Object.assign(own, { connection, side })
        take('actor')
      }
    } else if ('connection' in event) {
      own.connection = event.connection
      if ('from' in event) {
        const { id, call, ...words } = event.message
        own.side = sideAt(event.connection, event.from)
        Object.assign(own, { message: numberIn(id), call: numberIn(call) })
        body.message = words
      } else if ('node' in event) own.side = sideAt(event.connection, event.node)
      if (event.kind === 'call') own.call = numberIn(event.call)
      take('connection', 'from', 'to')
      if (event.kind === 'call' || event.kind === 'heard') take('node', 'call')
    }
    const time = Math.round(at * 1_000)
    const numbers = [
      numbered(facts, canonicalize(body) ?? ''),
      ['', 'dialer', 'acceptor'].indexOf(own.side),
      own.connection === '' ? 0 : numbered(connections, own.connection),
      own.message,
      own.call,
      cause === null ? 0 : cause + 1,
      moment,
      time % 2 ** 32,
      Math.floor(time / 2 ** 32),
    ]
    const bytes = Buffer.alloc(4 * numbers.length)
    for (const [place, number] of numbers.entries()) bytes.writeUInt32LE(number, 4 * place)
    hash.update(bytes)
  }
  for (const text of [...facts.keys(), ...connections.keys()]) hash.update(`${text}\n`)
  return hash.digest('hex').slice(0, 16)
}
