// What the page loads before anything is asked for.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openPage } from './open.ts'

const folder = 'dist/ui'
const read = (path: string) => readFileSync(join(folder, path), 'utf8')

/** The scripts that a script imports, and those that these import, without waiting for anything. */
function withImports(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const [, name = ''] of read(path).matchAll(/(?:import|from)\s*["']\.\/([\w.-]+\.js)["']/g)) {
    withImports(`assets/${name}`, seen)
  }
  return seen
}

const entry = /src="\.\/(assets\/[\w.-]+\.js)"/.exec(read('index.html'))?.[1] ?? ''

test('what the first screen is drawn from comes in no more than 200 kB', () => {
  const styles = [...read('index.html').matchAll(/href="\.\/(assets\/[\w.-]+\.css)"/g)].map(
    ([, path = '']) => path,
  )
  const paths = ['index.html', ...styles, ...withImports(entry)]
  const served = (path: string) => (existsSync(join(folder, `${path}.br`)) ? `${path}.br` : path)
  const sizes = paths.map((path) => statSync(join(folder, served(path))).size)
  expect(paths.length).toBeGreaterThan(2)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(200_000)
})

test('what is served packed is what is served unpacked', () => {
  const files = readdirSync(folder, { recursive: true }).map(String)
  const packed = files.filter((file) => file.endsWith('.br'))
  expect(packed.length).toBeGreaterThan(10)
  for (const file of packed) {
    const plain = file.slice(0, -'.br'.length)
    const text = readFileSync(join(folder, plain))
    expect(brotliDecompressSync(readFileSync(join(folder, file))).equals(text), plain).toBe(true)
    expect(gunzipSync(readFileSync(join(folder, `${plain}.gz`))).equals(text), plain).toBe(true)
  }
})

test('a browser is sent it packed', async () => {
  const page = await openPage()
  const encodings: (string | undefined)[] = []
  page.on('response', (response) => {
    if (response.url().endsWith(entry)) encodings.push(response.headers()['content-encoding'])
  })
  await page.reload({ waitUntil: 'networkidle' })
  expect(encodings).toEqual(['br'])
})

test('nothing of the editor is asked for before somebody edits', async () => {
  const isEditor = (name: string) => /cm-content/.test(read(`assets/${name}`))
  const editors = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js') && isEditor(name))
  const page = await openPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.reload({ waitUntil: 'networkidle' })

  expect(editors.length).toBeGreaterThan(0)
  expect(asked.filter((url) => editors.some((name) => url.endsWith(name)))).toEqual([])
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Text of the scenario' }).waitFor()
  expect(asked.filter((url) => editors.some((name) => url.endsWith(name))).length).toBeGreaterThan(0)
})

/** What only these packages say. */
const inspectors = /xstate\.inspecting|@statelyai\.connected/

test('the scripts of the workbench know no inspector, which is in others', () => {
  const first = withImports(entry)

  expect(first.size).toBeGreaterThan(0)
  for (const path of first) expect(read(path), path).not.toMatch(inspectors)
  const others = readdirSync(join(folder, 'assets')).filter(
    (name) => name.endsWith('.js') && !first.has(`assets/${name}`),
  )
  expect(others.filter((name) => inspectors.test(read(`assets/${name}`))).length).toBeGreaterThan(0)
})

test('nothing of an inspector is asked for before somebody asks for one', async () => {
  const page = await openPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.reload({ waitUntil: 'networkidle' })

  const scripts = asked.filter((url) => url.endsWith('.js')).map((url) => new URL(url).pathname.slice(1))
  expect(scripts.length).toBeGreaterThan(0)
  for (const path of scripts) expect(read(path), path).not.toMatch(inspectors)
})
