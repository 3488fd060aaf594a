/** What there is to choose from, and what of it somebody looks for. */
import { grouped } from '#sim/text/say-number.ts'
import { sayPlainly } from '#ui/kit/big.ts'
import type { Choice, Shipped, Shows } from '#ui/session/shipped.ts'

export type Story = Shipped & Choice

/** What somebody looks for. */
export interface Search {
  readonly text: string
  readonly shows: readonly Shows[]
}

/** What a scenario can show, as the list of it says. */
export const sayShows: Readonly<Record<Shows, string>> = {
  levels: 'an upgrade with levels',
  bridge: 'a bridge release',
  skew: 'a skew policy',
  'every order': 'every order safe',
  'no order': 'no safe order',
  'half-open': 'a half-open link',
}

/** Whether something is looked for: each word of it, somewhere in what is said of it. */
export function isFound(said: readonly string[], { text }: Pick<Search, 'text'>): boolean {
  const all = said.join(' ').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

/** Whether a shipped scenario is looked for: by its words, its system and its releases, and by what it shows. */
export function isStoryFound({ title, about, group, words, shows }: Story, search: Search): boolean {
  return isFound([title, about, group, words], search) && search.shows.every((each) => shows.includes(each))
}

/** The groups, each with those of it that are looked for; none without any. */
export function groupsOf(stories: readonly Story[]): readonly (readonly [group: string, Story[]])[] {
  const groups = new Map<string, Story[]>()
  for (const story of stories) groups.set(story.group, [...(groups.get(story.group) ?? []), story])
  return [...groups]
}

/** `12 of 120 safe`; empty where they were not counted. */
export function saySafe({ safe, all, shows }: Pick<Choice, 'safe' | 'all' | 'shows'>): string {
  if (safe === null || all === null) return ''
  const byRoute = shows.includes('bridge') ? ', a route is' : ''
  if (all === '1') return safe === '1' ? 'safe' : `not safe${byRoute}`
  if (safe === '0') return `none of ${grouped(all)} safe${byRoute}`
  return safe === all ? `all of ${grouped(all)} safe` : `${sayPlainly(safe)} of ${sayPlainly(all)} safe`
}

/** When something was changed, in few words: `12:41` today, else the day. */
export function sayWhen(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)]
  return then.toDateString() === today.toDateString()
    ? then.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    : then.toLocaleDateString(undefined, {
        day: 'numeric',
        month: 'short',
        ...(then.getFullYear() !== today.getFullYear() && { year: 'numeric' }),
      })
}
