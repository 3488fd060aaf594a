/** `parley serve`: serves the page, and files of somebody's own with it. */
import { existsSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import sirv from 'sirv'
import { quote } from '#sim/text/nearest.ts'
import { type Answer, Misuse, statuses } from './answer.ts'
import { isMoved, listenFrom, readPort, sayAddress, untilInterrupted } from './listen.ts'
import { answeringTo } from './own-names.ts'
import { packagePath } from './package.ts'
import { type ServedFiles, serveFiles } from './served-files.ts'
import type { Terminal } from './terminal.ts'
import { usualPort } from './usual.ts'

/** Stately's inspector, which is told of a run where somebody asks for it. */
const stately = 'https://stately.ai'

/**
 * The page is one program, from one place, that talks to nobody else.
 *
 * @param friends whom it may talk to where it was asked to
 */
const headersFor = (friends: string) => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${friends}`,
    "worker-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
})

export interface ServeOptions {
  readonly port?: string
  readonly host?: string
}

/** The answer to `parley serve`: opens these files in the page, and tells it when they change. */
export async function answerServe(
  named: readonly string[],
  options: ServeOptions,
  terminal: Terminal,
): Promise<Answer> {
  const port = readPort(options.port, usualPort)
  const host = options.host ?? '127.0.0.1'
  const files = serveFiles(named)
  const server = createServer(answeringTo(host, pageFrom(pageFolder(), files)))
  await listenFrom(server, port, host)
  const [first] = files.names
  const opened = first === undefined ? '' : `#file/${encodeURIComponent(first)}`
  const elsewhere = isMoved(server, port) ? sayElsewhere(port) : ''
  process.stdout.write(elsewhere + sayAddress('Parley is at', server, port, terminal, opened))
  await untilInterrupted(server, files.close)
  return { out: '', status: statuses.fine }
}

/** What a browser keeps is kept for an address, and a port is part of it. */
const sayElsewhere = (port: number) =>
  `Documents that your browser keeps for port ${port} are not seen here: there, Export all writes a file, which Open a file takes in here.\n`

/** Where the page is. Throws where it is not built. */
export function pageFolder(): string {
  const folder = packagePath('dist/ui')
  if (existsSync(`${folder}/index.html`)) return folder
  throw new Misuse(`found no page in ${quote(folder)}, expected it to be built: npm run build`)
}

/** Answers requests with the page in a folder, and with files of somebody's own. */
export function pageFrom(folder: string, own: ServedFiles | null = null): RequestListener {
  const page = sirv(folder, {
    // Looks at the folder on every request: a page that is built anew is the page that is served.
    dev: true,
    etag: true,
    // The build has made them.
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      // The build puts a hash of the content into the names of everything but the page itself.
      const isHashed = path.startsWith('/assets/')
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (request, response) => {
    const friends = /[?&]inspect=stately(&|$)/.test(request.url ?? '') ? ` ${stately}` : ''
    for (const [name, value] of Object.entries(headersFor(friends))) response.setHeader(name, value)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end()
      return
    }
    // No file is so large that parts of it are wanted, and sirv falls over a range that ends before it begins.
    delete request.headers.range
    if (own?.answer(request, response)) return
    page(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n')
    })
  }
}
