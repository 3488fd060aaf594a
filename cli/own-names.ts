/** For whom a server answers: for whoever calls it by a name of its own. */
import type { IncomingMessage, RequestListener } from 'node:http'
import { isIPv6 } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { sayList } from '#sim/text/say-list.ts'

const ofThisMachine = ['localhost', '127.0.0.1', '::1']

/**
 * The names of a server that listens at a host. A page from elsewhere can have its own name lead to this machine (DNS rebinding),
 * and would read then what is served here, were it answered.
 */
export function ownNames(host: string): readonly string[] {
  if (ofThisMachine.includes(host)) return ofThisMachine
  if (host !== '0.0.0.0' && host !== '::') return [host.toLowerCase()]
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return [...ofThisMachine, hostname().toLowerCase(), ...addresses.map(({ address }) => address)]
}

/** Whether somebody who asks calls a server by one of its names, at whatever port: others may lead there. */
export function isCalled(names: readonly string[], { headers }: IncomingMessage): boolean {
  return names.includes(nameIn(headers.host ?? ''))
}

/** Lets a server answer to its own names only. */
export function answeringTo(host: string, listener: RequestListener): RequestListener {
  return (request, response) => {
    // Where it listens has a name, and an address by which it is told where to be found.
    const { localAddress = '' } = request.socket
    const names = [...new Set([...ownNames(host.toLowerCase()), localAddress.replace(/^::ffff:/, '')])]
    if (isCalled(names, request)) {
      listener(request, response)
      return
    }
    const known = sayList(names.map((name) => (isIPv6(name) ? `[${name}]` : name)))
    response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8' })
    response.end(`This server answers to ${known} only.\n`)
  }
}

/** `localhost` for `localhost:4173`, and `::1` for `[::1]:4173`. */
function nameIn(host: string): string {
  const [, address, name] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host.toLowerCase()) ?? []
  return address ?? name?.replace(/\.$/, '') ?? ''
}
