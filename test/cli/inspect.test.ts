// `parley run --inspect`, as a process, with the receiver of @xstate/inspect on the other side.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createWebSocketReceiver } from '@xstate/inspect'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import { usualLimits } from '#sim/inspect/feed.ts'
import type { RunContext } from '#sim/inspect/xstate4/run-service.ts'
import { rolloutOf, simulate, stateAt } from '#sim/run/run.ts'
import { machinesIn } from '../sim/machines.ts'
import { zeo } from '../sim/zeo.ts'
import { changedScenario, command, parley, root } from './parley.ts'

// The package looks for the one of a browser.
beforeEach(() => vi.stubGlobal('WebSocket', WebSocket))
afterEach(() => vi.unstubAllGlobals())

const until = 20_000
const run = simulate({ scenario: zeo, seed: 7, interventions: rolloutOf(zeo), until })

interface Inspected {
  readonly child: ChildProcess
  readonly host: string
  /** On both streams, and on stdout alone. */
  readonly said: () => string
  readonly out: () => string
}

async function inspect(...words: string[]): Promise<Inspected> {
  const options = { cwd: root }
  const child = spawn(process.execPath, [command, 'run', ...words, '--inspect', '--port', '0'], options)
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  let out = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text))
  child.stdout.on('data', (text) => (out += text))
  await new Promise<void>((resolve, reject) => {
    const look = () => said.includes('Ctrl-C') && resolve()
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.on('exit', () => reject(new Error(said)))
  })
  const [, host = ''] = /The inspector is at http:\/\/(\S+?)\/inspect\.html\?socket/.exec(said) ?? []
  return { child, host, said: () => said, out: () => out }
}

interface Received {
  readonly type: string
  readonly sessionId: string
  readonly state?: { readonly value: unknown; readonly context: unknown }
  readonly event?: { readonly name: string }
}

/** A viewer: what it is told, and what it says. */
function view(host: string) {
  const receiver = createWebSocketReceiver({ server: `${host}/inspector` } as never) as unknown as {
    send(message: object): void
    subscribe(next: (event: Received) => void): void
  }
  const told: Received[] = []
  const waiting = new Set<() => void>()
  receiver.subscribe((event) => {
    told.push(event)
    for (const look of waiting) look()
  })
  const last = (session: string) =>
    told.findLast(({ sessionId, state }) => sessionId === session && state)?.state
  return {
    told,
    last,
    about: () => last('run')?.context as RunContext | undefined,
    send(origin: string, event: { type: string }) {
      const scxml = { $$type: 'scxml', type: 'external', name: event.type, data: event, origin }
      receiver.send({ type: 'xstate.event', event: JSON.stringify(scxml) })
    },
    /** Waits until something is so. */
    async until(holds: () => boolean) {
      if (holds()) return
      await new Promise<void>((resolve) => {
        const look = () => {
          if (!holds()) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
      })
    },
  }
}

test('tells of the run as ever, and then of its machines at its end', async () => {
  const { host, said } = await inspect('zeo-2002', '--until', '20s')
  const { told, last, about, until: wait } = view(host)
  const world = stateAt(run, until)
  const { moment } = world
  const actors = machinesIn(world)
  await wait(() => about()?.told === actors.size && told.length > actors.size)

  expect(said()).toContain(parley('run', 'zeo-2002', '--until', '20s').out)
  expect(about()).toMatchObject({ at: until, moment, until, seed: 7, there: actors.size })
  for (const [id, { table, state }] of actors) {
    const { value, context } = table.snapshot(state)
    expect(last(id)?.value).toEqual(value)
    expect(last(id)?.context).toEqual(JSON.parse(JSON.stringify(context)))
  }
})

test('goes to another time, and tells of the events of the machine that is looked at', async () => {
  const { host } = await inspect('zeo-2002', '--until', '20s')
  const { told, last, about, send, until: wait } = view(host)
  await wait(() => about() !== undefined)

  send('run', { type: 'seek', time: 3_000 } as never)
  send('run', { type: 'select', actor: 'node s1' } as never)
  await wait(() => about()?.selected === 'node s1')

  const world = stateAt(run, 3_000)
  const { moment } = world
  const actors = machinesIn(world)
  expect(about()).toMatchObject({ at: 3_000, moment })
  for (const [id, { table, state }] of actors) expect(last(id)?.value).toEqual(table.snapshot(state).value)
  const events = told.filter(({ sessionId, type }) => sessionId === 'node s1' && type === 'service.event')
  expect(events.map(({ event }) => event?.name)).toEqual([
    'xstate.init',
    'upgrade',
    'xstate.after(drain)#node.draining',
    'xstate.after(down)#node.down',
    'xstate.after(start)#node.starting',
  ])
})

test('an event that is sent changes the run, and is told on the terminal', async () => {
  const { host, said } = await inspect('zeo-2002', '--until', '20s')
  const { last, about, send, until: wait } = view(host)
  await wait(() => about() !== undefined)
  send('run', { type: 'seek', time: 500 } as never)
  await wait(() => about()?.at === 500)

  send('node s2', { type: 'kill' })
  await wait(() => about()?.at === 500.001)

  expect(last('node s2')?.value).toBe('crashed')
  await vi.waitFor(() =>
    expect(said()).toMatch(/^0\.500 s {2}s2 is sent kill by hand {2}digest [0-9a-f]{16}$/m),
  )
  send('node s2', { type: 'upgrade', to: 'nothing' } as never)
  await wait(() => about()?.refused !== null)
  expect(about()?.refused?.reason).toMatch(/^unknown release of s2/)
})

test('a run of a thousand connections is told of in part', async () => {
  const file = changedScenario(/^cluster: .*$/m, 'cluster: { client: 100 × ZODB-3.1, server: 10 × ZODB-3.1 }')
  const { host } = await inspect(file, '--until', '1 s')
  const { told, last, about, send, until: wait } = view(host)
  await wait(() => about() !== undefined)
  expect(about()).toMatchObject({ there: 3_111, matching: 3_111, told: usualLimits.machines })

  send('run', { type: 'filter', filter: 'c77-s3 end' } as never)
  await wait(() => about()?.matching === 2)
  expect(last('end c77-s3#1 dialer')?.value).toEqual({ handshake: 'open', queue: 'passing' })

  send('run', { type: 'select', actor: 'end c100-s10#1 acceptor' } as never)
  await wait(() => about()?.told === 3)
  expect(told.filter(({ type }) => type === 'service.register').length).toBeLessThan(60)
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it in good order, with the verdict of the run',
  async (signal) => {
    const { child, host } = await inspect('zeo-2002', '--order', 'client,server')
    const { about, until: wait } = view(host)
    await wait(() => about() !== undefined)

    child.kill(signal)

    expect(await once(child, 'exit')).toEqual([0, null])
  },
)

test('its words stay out of JSON', async () => {
  const { said, out } = await inspect('zeo-2002', '--json')

  expect(said()).toContain('The inspector is at')
  expect(JSON.parse(out())).toMatchObject({ scenario: 'zeo-2002' })
})

test('a port without an inspector is a mistake', () => {
  expect(parley('run', 'zeo-2002', '--port', '4000')).toMatchObject({
    status: 2,
    err: 'parley: --port: found without --inspect, which is what listens there\n',
  })
})

describe('whoever else is on this machine', () => {
  /** How the server takes somebody who wants to talk to it. */
  async function ask(host: string, path: string, options: ClientOptions): Promise<number | 'open'> {
    const socket = new WebSocket(`ws://${host}${path}`, options)
    onTestFinished(() => socket.terminate())
    return new Promise((resolve) => {
      socket.on('open', () => resolve('open'))
      socket.on('error', () => {})
      socket.on('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode))
    })
  }

  test('a page of another origin is not heard', async () => {
    const { host } = await inspect('zeo-2002')
    const port = new URL(`http://${host}`).port

    expect(await ask(host, '/inspector', { origin: `http://${host}` })).toBe('open')
    expect(
      await ask(host, '/inspector', {
        origin: `http://localhost:${port}`,
        headers: { host: `localhost:${port}` },
      }),
    ).toBe('open')
    expect(await ask(host, '/inspector', { origin: 'http://evil.test' })).toBe(403)
    expect(await ask(host, '/inspector', { origin: 'null' })).toBe(403)
    expect(
      await ask(host, '/inspector', {
        origin: `http://evil.test:${port}`,
        headers: { host: `evil.test:${port}` },
      }),
    ).toBe(403)
    expect(await ask(host, '/', {})).toBe(403)
  })

  test('nonsense does no harm', async () => {
    const { host, child } = await inspect('zeo-2002')
    const socket = new WebSocket(`ws://${host}/inspector`)
    await once(socket, 'open')
    const event = (data: unknown) =>
      JSON.stringify({ type: 'xstate.event', event: JSON.stringify({ origin: 'run', data }) })
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"type":"disconnect"}',
      '{"type":"xstate.event","event":"{"}',
      event(null),
      event('x'),
      event({ type: {} }),
      event({ type: 'seek', time: null }),
    ]) {
      socket.send(text)
    }
    socket.send(Buffer.from([1, 2, 3]))
    const { about, until: wait, send } = view(host)
    await wait(() => about() !== undefined)
    send('run', { type: 'seek', time: -5 } as never)
    await wait(() => about()?.at === 0)

    socket.send('x'.repeat(100_000))
    await once(socket, 'close')
    send('run', { type: 'seek', time: 5 } as never)
    await wait(() => about()?.at === 5)
    expect(child.exitCode).toBeNull()
  })

  test.skipIf(!existsSync('/proc/self/status'))(
    'who asks and never listens fills no memory, and keeps nobody waiting',
    async () => {
      const { host, child } = await inspect('zeo-2002')
      const socket = new WebSocket(`ws://${host}/inspector`)
      await once(socket, 'open')
      socket.pause()
      // Each is answered with all that there is.
      for (let i = 0; i < 20_000; i++) socket.send('{"type":"xstate.inspecting"}')
      const { about, until: wait, send } = view(host)
      await wait(() => about() !== undefined)
      // The others are served in turn: each turn is one for whoever never listens, too.
      for (let time = 1; time <= 40; time++) {
        send('run', { type: 'seek', time } as never)
        await wait(() => about()?.at === time)
      }
      expect(memoryOf(child)).toBeLessThan(500)
      socket.terminate()
    },
  )
})

/** What a process takes, in megabytes. */
function memoryOf({ pid }: ChildProcess): number {
  const [, kilobytes = ''] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1000
}
