/** The links of a scenario: which roles connect, over which channels, and how their connectors try again. */
import { zeoConnector } from '#machines/connector.ts'
import { oneOf, quote, unknownName } from '../../text/nearest.ts'
import { parseDuration } from '../duration.ts'
import { type Inquiry, type KeyPath, valueOr } from '../fault.ts'
import type { Link } from '../model.ts'
import type { LinkFile } from '../schema/links.ts'
import type { ScenarioFile } from '../schema/scenario-file.ts'
import { namedTwice } from './versions.ts'

/** Resolves every link, each channel as a link of its own. Reports unknown roles, names that come twice, bad durations. */
export function resolveLinks(file: ScenarioFile, inquiry: Inquiry): readonly Link[] {
  const roles = inquiry.entries(['roles'], file.roles).map(([name]) => name)
  const taken = new Set<string>()
  return file.links.flatMap((said, i): Link[] => {
    const path = ['links', i]
    for (const end of ['from', 'to'] as const) {
      if (!roles.includes(said[end])) inquiry.report([...path, end], unknownName('role', said[end], roles))
    }
    const name = said.name ?? `${said.from}-${said.to}`
    const base = {
      dialer: said.from,
      acceptor: said.to,
      needs: said.needs ?? 'every',
      ...(said.spoils === 'yes' && { spoils: true }),
      ...(said.over === 'same host' && { isOnSameHost: true }),
      ...(said['one direction'] === 'enough' && { isOneWayEnough: true }),
      connector: resolveConnector(said, path, inquiry),
    } as const
    const channels = said.channels ?? []
    for (const [nth, channel] of channels.entries()) {
      if (channels.indexOf(channel) < nth) inquiry.report([...path, 'channels', nth], namedTwice(channel))
    }
    const links =
      channels.length === 0
        ? [{ name, ...base }]
        : [...new Set(channels)].map((channel) => ({ name: `${name}/${channel}`, channel, ...base }))
    // Two links may not share the name of all their channels either.
    const again = [name, ...links.map((link) => link.name)].find((each) => taken.has(each))
    if (again !== undefined) {
      const where = said.name === undefined ? path : [...path, 'name']
      inquiry.report(where, `found a second link ${quote(again)}, expected another name`)
    }
    for (const each of [name, ...links.map((link) => link.name)]) taken.add(each)
    // What is said of a link is meant for the first one of its name.
    if (again !== undefined) return []
    return links
  })
}

function resolveConnector(said: LinkFile, path: KeyPath, inquiry: Inquiry): Link['connector'] {
  // A pause or a limit of no time would make a dialer try for ever within one instant.
  const duration = (keys: readonly string[], text: string | undefined, instead: number) =>
    text === undefined ? instead : valueOr(inquiry, [...path, ...keys], parseDuration(text, 1), instead)
  const first = duration(['pause', 'first'], said.pause?.first, zeoConnector.minDisconnectPoll)
  const longest = duration(
    ['pause', 'longest'],
    said.pause?.longest,
    Math.max(first, zeoConnector.maxDisconnectPoll),
  )
  if (longest < first) {
    const message = `found ${quote(said.pause?.longest ?? '')}, expected at least the first pause, ${first} ms`
    inquiry.report([...path, 'pause', 'longest'], message)
  }
  return {
    minDisconnectPoll: first,
    maxDisconnectPoll: longest,
    firstAttemptTimeout: duration(
      ['attempt', 'first'],
      said.attempt?.first,
      zeoConnector.firstAttemptTimeout,
    ),
    laterAttemptTimeout: duration(
      ['attempt', 'later'],
      said.attempt?.later,
      zeoConnector.laterAttemptTimeout,
    ),
  }
}

/** The links that `text` means: one by its name, or every channel of one. None if there is no such link. */
export function linksNamed(text: string, links: readonly Link[]): readonly Link[] {
  const exact = links.filter(({ name }) => name === text)
  return exact.length > 0 ? exact : links.filter((link) => parentOf(link) === text)
}

/** Says that there is no link of this name, and which ones there are. */
export function unknownLink(text: string, links: readonly Link[]): string {
  return unknownName(
    'link',
    text,
    links.map(({ name }) => name),
    links.map(parentOf),
  )
}

/** Says that `text` is a link with channels where one of them is meant. */
export function whichChannel(text: string, links: readonly Link[]): string {
  return `found ${quote(text)}, which has channels, expected ${oneOf(links.map(({ name }) => name))}`
}

/** The link that a channel belongs to; a link without channels is its own. */
export function parentOf({ name, channel }: Link): string {
  return channel === undefined ? name : name.slice(0, -channel.length - 1)
}
