/** A scenario file while it is being made: its parts, to which one after the other is put. */
import { type Doc, type Mapping, mapping } from '../document.ts'
import type { Draw } from '../draw.ts'
import type { Saying } from './said.ts'

export interface ReleaseDraft {
  readonly name: string
  /** What it says of its ends everywhere. */
  readonly saying: Saying
  /** What it says beside its rules: calls, data, levels, `as`, `with`. */
  readonly more: Map<string, Doc>
  /** The places of the versions that it was made to accept: from the oldest to the newest. */
  readonly window: Window
}

export interface Window {
  readonly oldest: number
  readonly newest: number
}

export interface RoleDraft {
  readonly name: string
  /** Oldest first, never empty. */
  readonly releases: readonly ReleaseDraft[]
  /** How many nodes it has. */
  readonly size: number
  /** When it is meant to be upgraded, of all roles, so that something safe is likely to come of it. */
  readonly turn: number
}

export interface LinkDraft {
  /** As it is called in the scenario, channels aside. */
  readonly name: string
  readonly from: string
  readonly to: string
  readonly channels: readonly string[]
  readonly needs: 'every' | 'any'
  readonly fields: Map<string, Doc>
}

export interface CallDraft {
  readonly name: string
  readonly by: string
  readonly fields: Map<string, Doc>
}

export interface LevelDraft {
  readonly name: string
  readonly values: readonly string[]
  readonly raised: 'by an operator' | 'on each node' | 'automatically'
  readonly members: readonly string[]
  readonly fields: Map<string, Doc>
}

export interface NodeDraft {
  readonly id: string
  readonly role: string
  readonly release: string
}

/** Of the roles that a draft has so far. */
export const dialsOn = (links: readonly LinkDraft[], role: string) =>
  links.filter(({ from }) => from === role)
export const answersOn = (links: readonly LinkDraft[], role: string) => links.filter(({ to }) => to === role)

/** The links as the scenario has them: each channel is one. */
export const channelsOf = ({ name, channels }: LinkDraft): readonly string[] =>
  channels.length === 0 ? [name] : channels.map((channel) => `${name}/${channel}`)

export const placeOf = (releases: readonly { readonly name: string }[], name: string) =>
  releases.findIndex((each) => each.name === name)

/** A mapping in which something more is said under a key. */
export function puttingIn(parent: Map<string, Doc>, key: string, entries: Mapping): void {
  const before = parent.get(key)
  parent.set(key, new Map([...(before instanceof Map ? before : mapping({})), ...entries]))
}

/** Names of one thing as a file may say them: by themselves or in a list. */
export function oneOrList(draw: Draw, names: readonly string[]): Doc {
  const [first] = names
  return names.length === 1 && first !== undefined && draw.chance(80) ? first : names
}
