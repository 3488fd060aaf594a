import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pageFrom } from '#cli/serve.ts'
import { command, installation, root, runNode, temporaryFolder } from './parley.ts'

interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: string
}

/** Asks for a path as it stands: `fetch` would tidy it. */
async function ask(url: string, path = '/', method = 'GET', headers = {}): Promise<Answer> {
  const { hostname, port } = new URL(url)
  const question = request({ hostname, port, path, method, headers })
  question.end()
  const [answer] = await once(question, 'response')
  answer.setEncoding('utf8')
  let body = ''
  for await (const chunk of answer) body += chunk
  return { status: answer.statusCode, headers: answer.headers, body }
}

async function serve(...words: string[]): Promise<{ child: ChildProcess; url: string; said: string }> {
  const child = spawn(process.execPath, [command, 'serve', ...words])
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += chunk
    if (said.includes('Ctrl-C')) break
  }
  return { child, url: /http:\/\/\S+/.exec(said)?.[0] ?? '', said }
}

/** A folder like `dist/ui`, with something beside it that nobody may see. */
async function serveFolder(): Promise<string> {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'ui/assets'), { recursive: true })
  mkdirSync(join(folder, 'ui-too'))
  writeFileSync(join(folder, 'ui/index.html'), '<!doctype html>')
  for (const name of ['a-1.js', 'a-1.css', 'a-1.svg', 'a-1.wasm', 'a-1.woff2', 'a-1.json'])
    writeFileSync(join(folder, 'ui/assets', name), 'content')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'ui-too/secret.txt'), 'secret')
  const server = createServer(pageFrom(join(folder, 'ui')))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('serves the page on this machine, under a strict policy', async () => {
  const { url } = await serve('--port', '0')

  const { status, headers, body } = await ask(url)

  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  expect(status).toBe(200)
  expect(body).toContain('<div id="root"')
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
      "connect-src 'self'; worker-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
      "frame-ancestors 'self'",
  )
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['cache-control']).toBe('no-cache')
  for (const asset of readdirSync(join(root, 'dist/ui/assets'))) {
    expect((await ask(url, `/assets/${asset}`)).status).toBe(200)
  }
})

test('talks to Stately only where it is asked to', async () => {
  const url = await serveFolder()
  const policy = async (path: string) => (await ask(url, path)).headers['content-security-policy']

  expect(await policy('/?inspect=stately')).toContain("connect-src 'self' https://stately.ai;")
  expect(await policy('/?theme=dark&inspect=stately')).toContain('https://stately.ai')
  for (const path of ['/', '/?inspect', '/?inspect=statelyx', '/?uninspect=stately']) {
    expect(await policy(path)).not.toContain('stately.ai')
  }
})

test.each([
  ['a-1.js', /^text\/javascript/],
  ['a-1.css', /^text\/css/],
  ['a-1.svg', /^image\/svg\+xml/],
  ['a-1.wasm', /^application\/wasm/],
  ['a-1.woff2', /^font\/woff2/],
  ['a-1.json', /^application\/json/],
])('%s has its type and is kept for good', async (name, type) => {
  const { status, headers } = await ask(await serveFolder(), `/assets/${name}`)

  expect(status).toBe(200)
  expect(headers['content-type']).toMatch(type)
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/assets/../../secret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/../ui-too/secret.txt',
  '/%252e%252e/secret.txt',
  '//secret.txt',
  '/%00/../secret.txt',
  '/%',
  '/nothing',
  '/assets/',
])('%s is not there', async (path) => {
  const url = await serveFolder()

  const { status, headers, body } = await ask(url, path)

  expect({ status, body }).toEqual({ status: 404, body: 'Not found\n' })
  expect(headers['content-security-policy']).toContain("default-src 'none'")
})

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
  const { status, headers } = await ask(await serveFolder(), '/', method)

  expect(status).toBe(405)
  expect(headers.allow).toBe('GET, HEAD')
})

test('HEAD has no body, and a range that makes no sense does no harm', async () => {
  const url = await serveFolder()

  expect(await ask(url, '/', 'HEAD')).toMatchObject({ status: 200, body: '' })
  expect((await ask(url, '/', 'GET', { range: 'bytes=5-2' })).body).toBe('<!doctype html>')
  expect((await ask(url, '/')).status).toBe(200)
})

test('takes the next port where one is taken, and says so', async () => {
  const first = await serve('--port', '0')
  const port = Number(new URL(first.url).port)

  const second = await serve('--port', String(port))

  expect(Number(new URL(second.url).port)).toBeGreaterThan(port)
  expect(second.said).toContain(`(${port} is taken)`)
  expect(second.said).toContain(`Documents that your browser keeps for port ${port} are not seen here`)
  expect(first.said).not.toContain('are not seen here')
  expect((await ask(second.url)).status).toBe(200)
})

test('answers only to names of its own', async () => {
  const { url } = await serve('--port', '0')
  const called = (host: string) => ask(url, '/', 'GET', { host })

  for (const host of [
    'evil.example',
    'evil.example:4173',
    '127.0.0.1.evil.example',
    'localhost@evil.example',
  ]) {
    expect(await called(host)).toMatchObject({
      status: 421,
      body: 'This server answers to localhost, 127.0.0.1 and [::1] only.\n',
    })
  }
  // Whoever comes by way of another port, as through a tunnel, is let in.
  for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1:8080', '[::1]:4173']) {
    expect((await called(host)).status).toBe(200)
  }
})

test.each(['localhost', 'LocalHost', '0.0.0.0', hostname()])(
  'answers at the address that it prints for %s',
  async (host) => {
    const { url } = await serve('--port', '0', '--host', host)

    expect((await ask(url, '/', 'GET', { host: new URL(url).host })).status).toBe(200)
  },
)

test('answers to whatever this machine is called where it listens to everybody', async () => {
  const { url } = await serve('--port', '0', '--host', '0.0.0.0')
  const called = async (host: string) => (await ask(url, '/', 'GET', { host })).status

  expect(await called(hostname())).toBe(200)
  expect(await called('evil.example')).toBe(421)
})

/** Waits for what the server tells of next. */
async function* changesOf(url: string): AsyncGenerator<string> {
  const { hostname: host, port } = new URL(url)
  const question = request({ hostname: host, port, path: '/changes' })
  question.end()
  onTestFinished(() => void question.destroy())
  const [answer] = await once(question, 'response')
  for await (const chunk of answer.setEncoding('utf8')) yield chunk
}

test('serves files as they are on the disk, and tells when they change', async () => {
  const folder = temporaryFolder()
  const [mine, other] = [join(folder, 'mine.yaml'), join(folder, 'ä #1.yaml')]
  writeFileSync(mine, 'title: Mine')
  writeFileSync(other, 'title: Ä')
  const { url } = await serve(mine, other, mine, '--port', '0')
  const at = async (path: string) => JSON.parse((await ask(url, path)).body)

  expect(url).toMatch(/\/#file\/mine\.yaml$/)
  expect(await at('/files')).toEqual(['mine.yaml', 'ä #1.yaml'])
  expect(await at('/files/mine.yaml')).toEqual({ text: 'title: Mine' })
  expect(await at(`/files/${encodeURIComponent('ä #1.yaml')}`)).toEqual({ text: 'title: Ä' })

  const changes = changesOf(url)
  await changes.next()
  // As an editor does that puts another file in its place.
  writeFileSync(join(folder, 'new'), 'title: Mine again')
  renameSync(join(folder, 'new'), mine)

  expect((await changes.next()).value).toBe('data: "mine.yaml"\n\n')
  expect(await at('/files/mine.yaml')).toEqual({ text: 'title: Mine again' })

  rmSync(mine)

  expect((await changes.next()).value).toBe('data: "mine.yaml"\n\n')
  expect(await at('/files/mine.yaml')).toEqual({ fault: expect.stringContaining('there is no such file') })
})

test('tells that a file is as it was again, also where nobody but a reader saw what it was between', async () => {
  const path = join(temporaryFolder(), 'mine.yaml')
  writeFileSync(path, 'title: Mine')
  const { url } = await serve(path, '--port', '0')
  const changes = changesOf(url)
  await changes.next()

  // Sooner than the disk is asked.
  writeFileSync(path, 'title: broken')
  expect(JSON.parse((await ask(url, '/files/mine.yaml')).body)).toEqual({ text: 'title: broken' })
  writeFileSync(path, 'title: Mine')

  expect((await changes.next()).value).toBe('data: "mine.yaml"\n\n')
  expect((await changes.next()).value).toBe('data: "mine.yaml"\n\n')
  expect(JSON.parse((await ask(url, '/files/mine.yaml')).body)).toEqual({ text: 'title: Mine' })
})

test('tells files of one name apart, and serves no others', async () => {
  const folder = temporaryFolder()
  const paths = ['one', 'two'].map((each) => {
    mkdirSync(join(folder, each))
    const path = join(folder, each, 'mine.yaml')
    writeFileSync(path, `title: ${each}`)
    return path
  })
  writeFileSync(join(folder, 'secret.yaml'), 'title: secret')
  const { url } = await serve(...paths, '--port', '0')

  expect(JSON.parse((await ask(url, '/files')).body)).toEqual(paths)
  const second = await ask(url, `/files/${encodeURIComponent(paths[1] ?? '')}`)
  expect(JSON.parse(second.body)).toEqual({ text: 'title: two' })
  for (const path of [
    '/files/secret.yaml',
    '/files/../secret.yaml',
    '/files/%2e%2e%2fsecret.yaml',
    '/files/',
    '/files/%',
  ]) {
    expect((await ask(url, path)).status).toBe(404)
  }
  const { url: plain } = await serve('--port', '0')
  expect((await ask(plain, '/files')).body).toBe('[]')
})

test('says which file is not there, before it listens', () => {
  const { status, out, err } = runNode([command, 'serve', 'nowhere.yaml', '--port', '0'])

  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toContain('found no file “nowhere.yaml”, expected a path, or the name of a shipped scenario')
})

test('a pipe is refused at once, and holds nobody up who finds one in place of a file', async () => {
  const folder = temporaryFolder()
  const [pipe, mine] = [join(folder, 'pipe.yaml'), join(folder, 'mine.yaml')]
  execFileSync('mkfifo', [pipe])

  const { status, err } = runNode([command, 'serve', pipe, '--port', '0'])

  expect(status).toBe(2)
  expect(err).toMatch(
    /cannot serve “.*pipe\.yaml”: it is a pipe, which can be read once only: save it as a file first/,
  )
  writeFileSync(mine, 'title: Mine')
  const { url } = await serve(mine, '--port', '0')
  renameSync(pipe, mine)
  expect(JSON.parse((await ask(url, '/files/mine.yaml')).body)).toEqual({
    fault: expect.stringContaining('it is a pipe'),
  })
})

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it in good order', async (signal) => {
  const { child, url } = await serve('--port', '0')
  // Somebody who never ends the question does not hold it up.
  const { hostname, port } = new URL(url)
  const idle = connect(Number(port), hostname).on('error', () => {})
  await once(idle, 'connect')
  idle.write('GET / HTTP/1.1\r\n')
  await ask(url)

  child.kill(signal)

  expect(await once(child, 'exit')).toEqual([0, null])
})

test('says what to do where the page is not built', () => {
  const folder = installation()

  const { status, out, err } = runNode([join(folder, 'dist/cli.js'), 'serve', '--port', '0'])

  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toMatch(/^parley: found no page in “.*”, expected it to be built: npm run build$/m)
})

test('an installed package finds its page and its scenarios, wherever it is called from', () => {
  const folder = installation('scenarios')

  const { status, out } = runNode([join(folder, 'dist/cli.js'), 'validate', 'zeo-2002'], {}, folder)

  expect(status).toBe(0)
  expect(out).toMatch(/^ok {2}zeo-2002/)
})
