/** The slow and obvious way through ZEO’s releases, by the table of its history. */
import { known, table } from './zeo-table.ts'

/** The releases of the clients, and of the server that they need, as places in the table. */
interface Mixed {
  readonly clients: readonly number[]
  readonly server: number
}

const last = table.length - 1

/** Whether every client can talk to the server. */
export function everyClientTalks(clients: readonly string[], server: string): boolean {
  return clients.every((client) => talks(placeOf(client), placeOf(server)))
}

const placeOf = (release: string) => table.findIndex(([name]) => name === release)

function talks(client: number, server: number): boolean {
  const [clientRow, serverRow] = [table[client], table[server]]
  if (clientRow === undefined || serverRow === undefined) throw new Error('no such release')
  return ['open', 'degraded'].includes(known(clientRow, serverRow, true).outcome)
}

/** How many steps some clients and a server take at least from the oldest release to the newest. Looks at every state. */
export function fewestSteps(clientCount: number): number | null {
  const start: Mixed = { clients: Array.from({ length: clientCount }, () => 0), server: 0 }
  const seen = new Set([JSON.stringify(start)])
  let front = [start]
  for (let steps = 0; front.length > 0; steps++) {
    const next: Mixed[] = []
    for (const { clients, server } of front) {
      if (server === last && clients.every((client) => client === last)) return steps
      const moves = [
        ...later(server).map((release): Mixed => ({ clients, server: release })),
        ...clients.flatMap((client, i) =>
          later(client).map(
            (release): Mixed => ({ clients: clients.with(i, release).toSorted((a, b) => a - b), server }),
          ),
        ),
      ]
      for (const move of moves) {
        const key = JSON.stringify(move)
        if (seen.has(key) || !move.clients.every((client) => talks(client, move.server))) continue
        seen.add(key)
        next.push(move)
      }
    }
    front = next
  }
  return null
}

const later = (place: number) => Array.from({ length: last - place }, (_, i) => place + 1 + i)
