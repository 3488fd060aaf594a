/** Where a server listens, what is said of that, and how it ends. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { quote } from '#sim/text/nearest.ts'
import { Misuse } from './answer.ts'
import { harmless, type Terminal } from './terminal.ts'

const largestPort = 65_535
/** How many ports are tried before giving up: whoever has so many servers wants to know. */
const portsTried = 100

/**
 * Where a server listens, in two lines.
 *
 * @param asked the port that was asked for, 0 for any
 * @param path of the page, below the root
 */
export function sayAddress(
  what: string,
  server: Server,
  asked: number,
  terminal: Terminal,
  path = '',
): string {
  const address = server.address() as AddressInfo
  const moved = isMoved(server, asked) ? `  ${terminal.paint(`(${asked} is taken)`, 'dim')}` : ''
  const url = terminal.paint(urlOf(address) + path, 'bold')
  return `${what} ${url}${moved}\n${terminal.paint('Ctrl-C ends it.', 'dim')}\n`
}

/** Whether a server listens on another port than the one that was asked for, which is taken. */
export const isMoved = (server: Server, asked: number): boolean =>
  asked !== 0 && (server.address() as AddressInfo).port !== asked

/** Listens on `port`, or on the first one after it that is free. */
export async function listenFrom(server: Server, port: number, host: string): Promise<void> {
  for (let tried = 0; ; tried++) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port + tried, host, () => {
          server.off('error', reject)
          resolve()
        })
      })
      return
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      const isLast = port === 0 || port + tried === largestPort || tried === portsTried
      if (code === 'EADDRINUSE' && !isLast) continue
      throw new Misuse(harmless(`cannot listen on port ${port} of ${quote(host)}: ${message}`))
    }
  }
}

/** Waits until somebody ends the process, and closes the server. */
export function untilInterrupted(server: Server, before = () => {}): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      before()
      server.close(() => resolve())
      server.closeAllConnections()
    }
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  })
}

/** The address of a page, for people. */
function urlOf({ address, port, family }: AddressInfo): string {
  const isAny = address === '0.0.0.0' || address === '::'
  const host = isAny ? 'localhost' : family === 'IPv6' ? `[${address}]` : address
  return `http://${host}:${port}/`
}

/** The port that `--port` says. */
export function readPort(text: string | undefined, usual: number): number {
  if (text === undefined) return usual
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= largestPort) return port
  throw new Misuse(harmless(`--port: found ${quote(text)}, expected a whole number from 0 to ${largestPort}`))
}
