/** Files of somebody's own that are served with the page, which is told when they change. Nothing is ever written to them. */
import { statSync, unwatchFile, watchFile } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename } from 'node:path'
import { quote } from '#sim/text/nearest.ts'
import { Misuse } from './answer.ts'
import { readText } from './read-text.ts'
import { fileNamed } from './scenario.ts'
import { harmless } from './terminal.ts'

/** How often the disk is asked whether a file is another one, in milliseconds: editors write anew, or put another file in its place. */
const interval = 200

export interface ServedFiles {
  /** What the files are called in addresses, in the order in which they were named. */
  readonly names: readonly string[]
  /** Answers a request for one of the files, for their names, or for word of what changes; false where it is for none of these. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Looks after the files no longer. */
  readonly close: () => void
}

/**
 * Serves exactly these files: `/files` is a list of their names, `/files/NAME` is one as it is on the disk, as `{"text": …}` or,
 * where it cannot be read, `{"fault": …}`, and `/changes` tells of each that is another one from then on, as server-sent events.
 * Throws a `Misuse` where one cannot be read now.
 */
export function serveFiles(named: readonly string[]): ServedFiles {
  const paths = [...new Set(named.map((each) => fileNamed(each).path))]
  const files = new Map(paths.map((path) => [nameOf(path, paths), path]))
  const known = new Map(Array.from(files, ([name, path]) => [name, JSON.stringify({ text: readFile(path) })]))
  const listeners = new Set<ServerResponse>()
  /** What a file says now. Everybody is told where that is something else than what was read last, whoever reads it. */
  const readNow = (name: string, path: string): string => {
    const read = JSON.stringify(readAgain(path))
    if (read !== known.get(name)) {
      known.set(name, read)
      for (const each of listeners) each.write(`data: ${JSON.stringify(name)}\n\n`)
    }
    return read
  }
  const looks = Array.from(files, ([name, path]) => {
    const look = () => void readNow(name, path)
    watchFile(path, { interval }, look)
    return { path, look }
  })

  function answerAt(path: string, method: string, response: ServerResponse): boolean {
    if (path === '/files') {
      sendJson(response, JSON.stringify([...files.keys()]))
      return true
    }
    if (path === '/changes') {
      response.writeHead(200, { ...fresh, 'Content-Type': 'text/event-stream' })
      if (method === 'HEAD') {
        response.end()
        return true
      }
      response.write(': hello\n\n')
      listeners.add(response)
      response.on('close', () => listeners.delete(response))
      return true
    }
    const name = decoded(path.slice('/files/'.length))
    const file = files.get(name)
    if (!path.startsWith('/files/') || file === undefined) return false
    sendJson(response, readNow(name, file))
    return true
  }

  return {
    names: [...files.keys()],
    answer: ({ url = '', method = 'GET' }, response) => answerAt(url.split('?')[0] ?? '', method, response),
    close() {
      for (const { path, look } of looks) unwatchFile(path, look)
    },
  }
}

const fresh = { 'Cache-Control': 'no-store' }

/** The name of a file, or its whole path where another file is called so, too. */
function nameOf(path: string, all: readonly string[]): string {
  const name = basename(path)
  return all.some((other) => other !== path && basename(other) === name) ? path : name
}

/** The text of a file. A pipe has one only once, and whoever reads it waits for who writes it: nobody would be answered meanwhile. */
function readFile(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFIFO())
    throw new Misuse(
      harmless(
        `cannot serve ${quote(path)}: it is a pipe, which can be read once only: save it as a file first`,
      ),
    )
  return readText(path, path)
}

/** What a file says now, or why it cannot be read, as it may be for a moment. */
function readAgain(path: string): { readonly text: string } | { readonly fault: string } {
  try {
    return { text: readFile(path) }
  } catch (error) {
    if (error instanceof Misuse) return { fault: error.message }
    throw error
  }
}

function sendJson(response: ServerResponse, json: string): void {
  response.writeHead(200, { ...fresh, 'Content-Type': 'application/json' }).end(json)
}

/** A part of an address as text; nothing where it is none. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
