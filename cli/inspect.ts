/** Serves an inspector of a run: the page with the viewer, and a WebSocket that it is told through. */
import { createServer, type IncomingMessage } from 'node:http'
import { inspect } from '@xstate/inspect/lib/server.js'
import { type WebSocket, WebSocketServer } from 'ws'
import { digest } from '#sim/engine/digest.ts'
import { send } from '#sim/inspect/send.ts'
import { createBridge } from '#sim/inspect/xstate4/bridge.ts'
import type { DevTools } from '#sim/inspect/xstate4/protocol.ts'
import { isSaid } from '#sim/inspect/xstate4/said.ts'
import { type Run, simulate, stateAt } from '#sim/run/run.ts'
import { sayTime } from '#sim/text/say-time.ts'
import { narrate } from '#sim/views/narrate.ts'
import { listenFrom, sayAddress, untilInterrupted } from './listen.ts'
import { answeringTo, isCalled, ownNames } from './own-names.ts'
import { pageFolder, pageFrom } from './serve.ts'
import { harmless, type Terminal } from './terminal.ts'

/** The path of the WebSocket. */
const path = '/inspector'

/** No viewer has more than this to say at once. */
const longestMessage = 64 * 1024

/** Only this machine may look on, and send events. */
const host = '127.0.0.1'
const names = ownNames(host)

/**
 * Lets viewers inspect a run until the process is interrupted.
 *
 * @param say takes what there is to say meanwhile
 */
export async function serveInspector(
  run: Run,
  port: number,
  terminal: Terminal,
  say: (text: string) => void,
): Promise<void> {
  const server = createServer(answeringTo(host, pageFrom(pageFolder())))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage })
  server.on('upgrade', (request, socket, head) => {
    if (isOwn(request))
      sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client))
    else socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  attach(sockets, run, terminal, say)
  await listenFrom(server, port, host)
  say(sayAddress('The inspector is at', server, port, terminal, 'inspect.html?socket'))
  await untilInterrupted(server, () => {
    for (const client of sockets.clients) client.terminate()
    sockets.close()
  })
}

/** Whether it is this page that asks, in a browser of this machine: any other page could ask, too. */
function isOwn(request: IncomingMessage): boolean {
  const { url, headers } = request
  const { origin, host: asked = '' } = headers
  return url === path && isCalled(names, request) && (origin === undefined || origin === `http://${asked}`)
}

function attach(sockets: WebSocketServer, first: Run, terminal: Terminal, say: (text: string) => void): void {
  let run = first
  let time = run.end.at
  const bridge = createBridge(toolsOf(sockets), {
    send(actor, event) {
      const sending = send(run, stateAt(run, time), time, actor, event)
      if (!sending.ok) return sending.reason
      const { intervention } = sending
      const { spec } = run
      const kept = spec.interventions.filter(({ at }) => at <= intervention.at)
      run = simulate({ ...spec, interventions: [...kept, intervention] })
      time = intervention.at
      say(sayDone(run, terminal))
      show()
      return null
    },
    seek(to) {
      time = Math.min(Math.max(to, 0), run.end.at)
      show()
    },
  })
  const show = () => bridge.show({ run, at: time, moment: stateAt(run, time).moment })
  show()
}

/** The last thing that was done to a run, and the digest by which to tell it from others. */
function sayDone({ cluster, trace }: Run, { paint }: Terminal): string {
  const event = trace.lastOf('intervention')
  const text = event ? (narrate(cluster, trace, event)?.text ?? '') : ''
  return `${sayTime(event?.at ?? 0)}  ${harmless(text)}  ${paint(`digest ${digest(trace)}`, 'dim')}\n`
}

// The types of the package are about XState 4.
const start = inspect as unknown as (options: { readonly server: unknown }) => void

/** Lets the package serve these sockets. It believes what it is told, so it is told only what it understands. */
function toolsOf(sockets: WebSocketServer): DevTools {
  start({
    server: {
      clients: sockets.clients,
      close: () => sockets.close(),
      on(name: string, listener: (client?: unknown) => void) {
        if (name === 'connection') sockets.on(name, (client) => listener(guarded(client)))
        else sockets.on(name, listener)
      },
    },
  })
  return (globalThis as unknown as { readonly __xstate__: DevTools }).__xstate__
}

/** So many bytes may wait for a viewer while it goes on asking; one for which so many wait has gone to sleep. */
const mostWaiting = 1024 * 1024
const mostAsleep = 64 * mostWaiting

/** How soon a viewer that could not keep up is listened to again, in milliseconds. */
const later = 20

/** A viewer that is told only as fast as it takes: every answer is many times as long as what was asked. */
function guarded(client: WebSocket) {
  client.on('error', () => client.terminate())
  return {
    on(_: 'message', listener: (data: unknown, isBinary: boolean) => void) {
      const asked: unknown[] = []
      let timer: NodeJS.Timeout | null = null
      const answer = () => {
        timer = null
        while (asked.length > 0) {
          if (client.bufferedAmount > mostAsleep) client.terminate()
          if (client.bufferedAmount > mostWaiting) {
            client.pause()
            timer = setTimeout(answer, later)
            return
          }
          listener(asked.shift(), false)
        }
        client.resume()
      }
      client.on('message', (data, isBinary) => {
        if (isBinary || !isSaid(parsed(String(data)))) return
        asked.push(data)
        if (timer === null) answer()
      })
      client.on('close', () => {
        asked.length = 0
        clearTimeout(timer ?? undefined)
      })
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
