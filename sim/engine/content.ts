/** What messages say: the same object for all messages that say the same, so that what follows from it is worked out once. */
import type { EndEvent } from '#machines/connection-end.ts'
import { madeIn } from '../memo/made-in.ts'
import { onceFor } from '../memo/once-for.ts'
import { eventOf } from '../protocol/words.ts'
import type { Fact, Words } from './fact.ts'

export interface Content {
  readonly kind: Words['kind']
  readonly words: Words
  /** What an end is told by it when it arrives. */
  readonly event: EndEvent
  /** What is recorded when it is sent, when it arrives and when it is kept back. */
  readonly told: Readonly<Record<'send' | 'deliver' | 'hold', Fact>>
  /** The same, written in a version. */
  readonly written: Map<string, Content>
}

/** All that was said so far in a cluster, by its words. */
export type Contents = ReturnType<typeof onceFor<Content>>

/** Nothing was said yet. */
export const noContents = (): Contents => onceFor<Content>()

/** What says this. */
export function contentOf(contents: Contents, words: Words): Content {
  const { kind, name, said, again, written } = words
  const content = contents([kind, name, said ?? null, again ? 'again' : null], () =>
    newContent({ kind, name, ...(said !== undefined && { said }), ...(again && { again }) }),
  )
  return written === undefined ? content : writtenIn(content, written)
}

/** The same, written in a version; null where its sender believes in none. */
export function writtenIn(content: Content, version: string | null): Content {
  if (version === null) return content
  return madeIn(content.written, version, () => newContent({ ...content.words, written: version }))
}

function newContent(words: Words): Content {
  const { kind, name, said = name, again } = words
  const fact = (does: 'send' | 'deliver' | 'hold'): Fact => ({ kind: does, severity: 'info', message: words })
  return {
    kind,
    words,
    // Nobody is told by a `dial` but the node that is dialled.
    event: eventOf(kind === 'dial' ? 'accept' : kind, said, again),
    told: { send: fact('send'), deliver: fact('deliver'), hold: fact('hold') },
    written: new Map(),
  }
}
