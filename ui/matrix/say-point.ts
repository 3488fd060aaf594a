import type { Side } from '#sim/scenario/side.ts'
import type { HandshakeAttempt, HandshakeMessage, HandshakePoint } from '#sim/views/handshake.ts'

/** A point for those who listen. */
export function sayPoint(
  { messages }: HandshakeAttempt,
  { side, message, notes }: HandshakePoint,
  roles: Readonly<Record<Side, string>>,
): string {
  const said = notes.map(({ text }) => text).join(', ')
  const own = message === null ? undefined : messages[message.number]
  const who = `The ${roles[side]}`
  if (message === null || own === undefined) return `${who} ${said}`
  const does = message.does === 'send' ? 'sends' : 'receives'
  return `${who} ${does} ${sayMessage(own)}${said && `: ${said}`}`
}

function sayMessage({ kind, name }: HandshakeMessage): string {
  if (kind === 'reply') return `the reply to ${name}`
  return kind === 'version' || kind === 'call' ? name : `the ${kind}`
}
