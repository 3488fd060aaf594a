/** The names of what a trace tells of: of machines, of messages and of calls. */
import type { Side } from '../scenario/side.ts'

export const nodeActor = (node: string) => `node ${node}`
export const connectorActor = (service: string) => `connector ${service}`
export const endActor = (connection: string, side: Side) => `end ${connection} ${side}`
export const rolloutActor = 'rollout'

// Messages and calls go by their connection, and by how many there were of them.

export const messageId = (connection: string, sender: Side, number: number) =>
  `${connection} ${sender} ${number}`
export const callId = (connection: string, number: number) => `${connection} call ${number}`

/** The pair that a connection such as `c1-s1#2` belongs to. */
export const pairOf = (connection: string) => connection.slice(0, connection.lastIndexOf('#'))
