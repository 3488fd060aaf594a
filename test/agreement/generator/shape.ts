/** Which roles there are, how many nodes each has, and who dials whom. */
import { type Doc, mapping } from '../document.ts'
import type { Draw } from '../draw.ts'
import type { LinkDraft } from './draft.ts'
import type { Themes } from './themes.ts'

export interface Shape {
  readonly roles: readonly { readonly name: string; readonly size: number }[]
  readonly links: readonly LinkDraft[]
}

/**
 * How many nodes there are: few, so that every order can be walked; enough of one role to tell what counts them; or so many of
 * one that few have to stand for all.
 */
export type Size = 'small' | 'large' | 'crowd'

const names = {
  pair: ['client', 'server'],
  peers: ['node', 'node'],
  served: ['client', 'node'],
  chain: ['agent', 'proxy', 'server'],
  two: ['app', 'tool', 'server'],
} as const

/** Names of objects that JavaScript has, where a table was made without care. */
const odd = { client: 'valueOf', server: 'toString', node: 'hasOwnProperty' } as const

export function shapeOf(draw: Draw, size: Size, isOdd: boolean, { isCalm, has }: Themes): Shape {
  const isCounted = isCalm && has('service')
  const shape = draw.weighted(
    [42, 'pair'],
    [isCounted ? 60 : 24, 'peers'],
    [16, 'served'],
    [8, 'chain'],
    [8, 'two'],
  )
  const called = (role: string) => (isOdd && Object.hasOwn(odd, role) ? odd[role as keyof typeof odd] : role)
  const roles = [...new Set<string>(names[shape])]
  const large = size !== 'small' || isCounted ? (draw.chance(60) ? roles.at(-1) : draw.oneOf(roles)) : null
  const most = roles.length === 3 ? 2 : 3
  const count = (role: string) => {
    const isDialledByItself = shape === 'peers' || (shape === 'served' && role === 'node')
    if (role === large) return size === 'crowd' ? crowdOf(draw, isDialledByItself) : draw.number(3, 5)
    return draw.number(isDialledByItself ? 2 : 1, size === 'small' ? most : 2)
  }
  const joins: readonly (readonly [string, string])[] = {
    pair: [['client', 'server']] as const,
    peers: [['node', 'node']] as const,
    served: [
      ['client', 'node'],
      ['node', 'node'],
    ] as const,
    chain: [
      ['agent', 'proxy'],
      ['proxy', 'server'],
    ] as const,
    two: [
      ['app', 'server'],
      ['tool', 'server'],
    ] as const,
  }[shape]
  const any = has('fallback') || has('service') ? 75 : 40
  const links = joins.map(([from, to]) => linkOf(draw, called(from), called(to), any, has('places')))
  return {
    roles: roles.map((role) => ({ name: called(role), size: count(role) })),
    // Both ways between the same two roles, now and then.
    links:
      shape === 'pair' && draw.chance(6)
        ? [...links, linkOf(draw, called('server'), called('client'), any, has('places'))]
        : links,
  }
}

/** Peers have as many connections as pairs, which all are run. */
const crowdOf = (draw: Draw, isDialledByItself: boolean) =>
  isDialledByItself ? draw.number(7, 10) : draw.pick([12, 20, 40])

function linkOf(draw: Draw, from: string, to: string, any: number, hasPlaces: boolean): LinkDraft {
  const needs = draw.chance(any) ? 'any' : 'every'
  const own = draw.chance(12) ? draw.pick(['wire', 'internode', 'data-link']) : null
  const name = own === null ? `${from}-${to}` : `${own}-${from}`
  const channels = draw.chance(hasPlaces ? 35 : 4) ? ['main', 'bulk'].slice(0, draw.number(1, 2)) : []
  const fields = mapping({
    name: own === null ? undefined : name,
    from,
    to,
    needs: needs === 'any' || draw.chance(15) ? needs : undefined,
    channels: channels.length > 0 ? channels : undefined,
    'one direction': from === to && draw.chance(12) ? 'enough' : undefined,
    over: draw.chance(6) ? 'same host' : draw.chance(2) ? 'every' : undefined,
    spoils: needs === 'any' && draw.chance(18) ? 'yes' : draw.chance(2) ? 'no' : undefined,
    attempt: draw.chance(6) ? attempt(draw) : undefined,
    pause: draw.chance(20) ? pause(draw) : undefined,
  })
  return { name, from, to, channels, needs, fields }
}

function attempt(draw: Draw): Doc {
  return mapping({
    first: draw.pick(['1 s', '3 s', '10 s']),
    later: draw.chance(50) ? draw.pick(['5 s', '30 s']) : undefined,
  })
}

function pause(draw: Draw): Doc {
  return mapping({
    first: draw.pick(['500 ms', '1 s', '2 s', '5 s']),
    longest: draw.chance(60) ? draw.pick(['5 s', '10 s', '1 min']) : undefined,
  })
}
