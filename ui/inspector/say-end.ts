import { anything } from '#machines/rules.ts'
import { type EndFacts, judgement } from '#sim/protocol/why.ts'

/** What an end takes its connection for, above its chart. */
export function sayEnd(end: EndFacts | null): string {
  if (end === null) return 'Has not heard of this connection yet'
  switch (end.state) {
    case 'open':
      return end.version === anything ? 'Open at what its peer has chosen' : `Open at ${end.version}`
    case 'stalled':
      return 'Still in its handshake, nothing agreed'
    case 'rejected':
      return `${sayWhyGone(end)} and closed`
    case 'retrying':
      return `${sayWhyGone(end)}, dials again with less`
    case 'closed':
      return 'Closed'
    case 'awaiting':
      return 'Waits for its peer to speak'
    case 'announcing':
      return `Has named ${end.rules.offers}, waits for its peer’s version`
    case 'dialling':
      return 'Not connected yet'
  }
}

/** Why an end has given up a connection: it refused, was refused, waited in vain, or was left alone. */
function sayWhyGone(end: EndFacts): string {
  const refuses = judgement(end)?.accepted === false
  if (refuses) return `Refused ${end.heard || 'a greeting without a version'}`
  if (end.gaveUp === 'waited') return 'Waited in vain'
  if (end.refusal != null) return 'Was refused'
  if (end.state === 'retrying') return 'Was closed without a word'
  return `Refused ${end.heard || 'its peer'}`
}
