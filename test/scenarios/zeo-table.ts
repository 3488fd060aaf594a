/** ZEO’s releases as a table of its history has them, and what follows from it for each pair: written by hand, not by Parley. */

/** The versions, oldest first. */
export const order = ['Z200', 'Z201', 'Z303', 'Z308', 'Z309', 'Z310', 'Z3101', 'Z4', 'Z5']

/** A release, its newest version, what its client agrees to, and what its server does. */
export type Row = readonly [release: string, newest: string, client: string, server: string]

/** Every release, oldest first. */
export const table: readonly Row[] = [
  ['ZODB-3.1', 'Z200', 'Z200', 'Z200'],
  ['ZODB-3.2', 'Z201', 'Z200 Z201', 'Z200 Z201'],
  ['ZODB-3.3.1', 'Z303', 'Z303', 'Z200 Z201 Z303'],
  ['ZODB-3.8', 'Z308', 'Z308', 'Z200 Z201 Z303 Z308'],
  ['ZODB-3.9', 'Z309', 'Z308 Z309', 'Z200 Z201 Z303 Z308 Z309'],
  ['ZODB-3.10', 'Z310', 'Z308 Z309 Z310', 'Z200 Z201 Z303 Z308 Z309 Z310'],
  ['ZEO-4.0', 'Z3101', 'Z308 Z309 Z310 Z3101', 'Z200 Z201 Z303 Z308 Z309 Z310 Z3101'],
  ['ZEO-4.2', 'Z4', 'Z308 Z309 Z310 Z3101 Z4', 'Z200 Z201 Z303 Z308 Z309 Z310 Z3101 Z4'],
  ['ZEO-5.0', 'Z5', 'Z309 Z310 Z3101 Z4 Z5', 'Z5'],
  ['ZEO-5.4', 'Z5', 'Z5', 'Z5'],
]

/** Versions that brought a call to the servers. Who knows it and talks below them goes without. */
const brought = ['Z201', 'Z303', 'Z308', 'Z309', 'Z310', 'Z3101']

/** What is known of a pair. */
export interface Known {
  outcome: string
  negotiated: string | null
  rejectedBy: string | null
}

export const agreed = (negotiated: string, isLess: boolean): Known => ({
  outcome: isLess ? 'degraded' : 'open',
  negotiated,
  rejectedBy: null,
})
export const refused = (rejectedBy: string): Known => ({ outcome: 'rejected', negotiated: null, rejectedBy })

/** What the table says of a pair, where the oldest release stalls as it was shipped, or closes as its comment has it. */
export function known(client: Row, server: Row, stalls: boolean): Known {
  const [clientName, newest, clientTakes] = client
  const [serverName, announced, , serverTakes] = server
  const takes = (accepted: string, version: string) => accepted.split(' ').includes(version)
  const rank = (version: string) => order.indexOf(version)
  if (clientName === 'ZODB-3.1') {
    if (announced === 'Z200') return agreed('Z200', false)
    // It ignores the server’s word, and the server has heard its own.
    if (!takes(serverTakes, 'Z200')) return refused('acceptor')
    return stalls ? { outcome: 'half-open', negotiated: 'Z200', rejectedBy: null } : refused('dialer')
  }
  const version = rank(announced) < rank(newest) ? announced : newest
  if (!takes(clientTakes, version)) return refused('dialer')
  if (!takes(serverTakes, version)) return refused('acceptor')
  const lacks = brought.some((since) => rank(version) < rank(since) && rank(since) <= rank(newest))
  const mayCorrupt = clientName === 'ZEO-5.0' && serverName.startsWith('ZEO-4')
  return agreed(version, lacks || mayCorrupt)
}
