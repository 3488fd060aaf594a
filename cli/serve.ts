/** `parley serve`: serves the page, and nothing else. */
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CAC } from 'cac'
import sirv from 'sirv'
import { quote } from '#sim/scenario/nearest.ts'
import { type Answer, Misuse, statuses } from './answer.ts'
import { packagePath } from './package.ts'
import { harmless, type Terminal } from './terminal.ts'

const usualPort = 4173
const largestPort = 65_535
/** How many ports are tried before giving up: whoever has so many servers wants to know. */
const portsTried = 100

/** The page is one program, from one place, that talks to nobody else. */
const headers = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

export function addServe(cli: CAC, terminal: Terminal): void {
  cli
    .command('serve', 'Serves the workbench, a page that shows runs')
    .option('--port <N>', `Where to listen; the next free port if it is taken. Default: ${usualPort}`)
    .option('--host <NAME>', 'For whom to listen. Default: 127.0.0.1, this machine only')
    .example('  parley serve')
    .example('  parley serve --port 8080 --host 0.0.0.0')
    .action(async (options: { port?: string; host?: string }): Promise<Answer> => {
      const port = readPort(options.port)
      const folder = packagePath('dist/ui')
      if (!existsSync(`${folder}/index.html`)) {
        throw new Misuse(`found no page in ${quote(folder)}, expected it to be built: npm run build`)
      }
      const server = createServer(pageFrom(folder))
      await listenFrom(server, port, options.host ?? '127.0.0.1')
      const address = server.address() as AddressInfo
      const moved =
        port === 0 || address.port === port ? '' : `  ${terminal.paint(`(${port} is taken)`, 'dim')}`
      const hint = terminal.paint('Ctrl-C ends it.', 'dim')
      process.stdout.write(`Parley is at ${terminal.paint(urlOf(address), 'bold')}${moved}\n${hint}\n`)
      await untilInterrupted(server)
      return { out: '', status: statuses.fine }
    })
}

/** Answers requests with the files of a folder. */
export function pageFrom(folder: string): (request: IncomingMessage, response: ServerResponse) => void {
  const files = sirv(folder, {
    // Looks at the folder on every request: a page that is built anew is the page that is served.
    dev: true,
    etag: true,
    setHeaders(response, path) {
      // The build puts a hash of the content into the names of everything but the page itself.
      const isHashed = path.startsWith('/assets/')
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end()
      return
    }
    // No file is so large that parts of it are wanted, and sirv falls over a range that ends before it begins.
    delete request.headers.range
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n')
    })
  }
}

/** Listens on `port`, or on the first one after it that is free. */
async function listenFrom(server: Server, port: number, host: string): Promise<void> {
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

function untilInterrupted(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      server.close(() => resolve())
      server.closeAllConnections()
    }
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  })
}

function urlOf({ address, port, family }: AddressInfo): string {
  const isAny = address === '0.0.0.0' || address === '::'
  const host = isAny ? 'localhost' : family === 'IPv6' ? `[${address}]` : address
  return `http://${host}:${port}/`
}

function readPort(text: string | undefined): number {
  if (text === undefined) return usualPort
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= largestPort) return port
  throw new Misuse(harmless(`--port: found ${quote(text)}, expected a whole number from 0 to ${largestPort}`))
}
