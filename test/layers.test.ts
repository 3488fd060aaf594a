// machines <- sim <- cli, ui, and the storeys of sim/ and ui/: plants what breaks these rules in a copy of the set-up, and
// sees the type checker and the linter refuse it.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Case {
  what: string
  file: string
  code: string
  types?: RegExp
  lint?: RegExp
}

/** The folders of sim/, from the lowest up. */
const storeys = [
  'memo',
  'text',
  'scenario',
  'protocol',
  'pair',
  'rules',
  'engine',
  'effects',
  'choices',
  'observed',
  'run',
  'brute',
  'plan',
  'views',
  'inspect',
]

/** The folders of ui/, from the lowest up; those on one floor do not import each other. */
const floors = [
  ['theme'],
  ['glyphs'],
  ['kit'],
  ['session'],
  ['share'],
  ['document'],
  ['commands'],
  ['chart'],
  ['planning'],
  ['cluster', 'timeline', 'inspector', 'matrix'],
  ['order'],
  ['plan'],
  ['edit'],
  ['inspect'],
  ['workbench'],
  ['viewer'],
]

const foreignFile = /TS6059|TS6307/
const unknownName = /TS2304|TS2552|TS2580|TS2584|TS2591/
const unknownModule = /TS2307|TS2591/

const refused: Case[] = [
  ...[
    ['machines', 'sim'],
    ['machines', 'cli'],
    ['machines', 'ui'],
    ['sim', 'cli'],
    ['sim', 'ui'],
    ['cli', 'ui'],
    ['ui', 'cli'],
  ].flatMap(([from, to]): Case[] => [
    {
      what: `${from} imports from ${to}`,
      file: `${from}/by-name-${to}.ts`,
      code: `export * from '#${to}/for-${from}-by-name.ts'`,
      types: foreignFile,
      lint: /noRestrictedImports/,
    },
    {
      what: `${from} imports a type from ${to} by its path`,
      file: `${from}/by-path-${to}.ts`,
      code: `export type { taken } from '../${to}/for-${from}-by-path.ts'`,
      types: foreignFile,
      lint: /noRestrictedImports/,
    },
  ]),
  ...['machines', 'sim', 'ui'].map((from) => ({
    what: `${from} imports from Node`,
    file: `${from}/node.ts`,
    code: `export * from 'node:fs'`,
    types: unknownModule,
    lint: /noNodejsModules/,
  })),
  ...['machines', 'sim'].map((from) => ({
    what: `${from} imports React`,
    file: `${from}/react.ts`,
    code: `export { useState } from 'react'`,
    lint: /noRestrictedImports/,
  })),
  ...['machines', 'sim'].flatMap((from) =>
    ['document.title', 'process.argv', 'performance.now()', 'setTimeout(() => {})', 'console.log()'].map(
      (code, index) => ({
        what: `${from} uses ${code}`,
        file: `${from}/global-${index}.ts`,
        code: `export const value = ${code}`,
        types: unknownName,
        lint: /noRestrictedGlobals/,
      }),
    ),
  ),
  ...['machines', 'sim'].flatMap((from) => [
    {
      what: `${from} asks for the date`,
      file: `${from}/date.ts`,
      code: 'export const value = Date.now()',
      lint: /noRestrictedGlobals/,
    },
    {
      what: `${from} draws a random number`,
      file: `${from}/random.ts`,
      code: 'export const value = Math.random()',
      lint: /plugin.*Randomness comes from the seed/,
    },
    {
      what: `${from} draws a random number under another name`,
      file: `${from}/alias.ts`,
      code: 'const { random } = Math\nexport const value = random()',
      lint: /plugin.*Math's name/,
    },
    {
      what: `${from} sorts by the language of the machine`,
      file: `${from}/locale.ts`,
      code: `export const value = 'a'.localeCompare('b')`,
      lint: /plugin.*order of text/,
    },
  ]),
  ...storeys.slice(1).flatMap((higher, place) =>
    storeys.slice(0, place + 1).map((lower) => ({
      what: `sim/${lower} imports from sim/${higher}, which stands higher`,
      file: `sim/${lower}/reaches-${higher}.ts`,
      code: `export type { taken } from '#sim/${higher}/for-${lower}.ts'`,
      lint: /plugin.*stands higher/,
    })),
  ),
  ...floors.flatMap((floor, place) =>
    floor.flatMap((from) =>
      [...floor.filter((other) => other !== from), ...floors.slice(place + 1).flat()].map((to) => ({
        what: `ui/${from} imports from ui/${to}, which stands higher or beside it`,
        file: `ui/${from}/reaches-${to}.ts`,
        code: `export type { taken } from '#ui/${to}/for-${from}.ts'`,
        lint: /plugin.*stands higher/,
      })),
    ),
  ),
  {
    what: 'the picture of mixed states imports from the mode that shows it',
    file: 'ui/plan/lattice/reaches-up.ts',
    code: `export type { taken } from '../higher.ts'`,
    lint: /plugin.*stands higher/,
  },
  ...[
    `export const lazy = () => import('../rules/higher.ts')`,
    `export const lazy = () => import('#sim/rules/higher.ts')`,
    `export type A = import('../rules/higher.ts').A`,
    `export type A = typeof import('#sim/rules/higher.ts')`,
    `export * from '#sim/homeless.ts'`,
    `export * from '../homeless.ts'`,
  ].map((code, number) => ({
    what: `the lowest storey says: ${code}`,
    file: `sim/text/other-way-${number}.ts`,
    code,
    lint: /plugin.*stands higher/,
  })),
  ...[
    ['ui/kit', `export const lazy = () => import('#ui/workbench/Higher.tsx')`],
    ['ui/kit', `export * from '../main.tsx'`],
    ['ui/plan/lattice', `export * from '../../workbench/Higher.tsx'`],
    ['ui/plan/lattice', `export * from '#ui/plan/Higher.tsx'`],
    ['sim/plan/search', `export * from '#sim/plan/higher.ts'`],
  ].map(([from = '', code = ''], number) => ({
    what: `${from} says: ${code}`,
    file: `${from}/other-way-${number}.ts`,
    code,
    lint: /plugin.*stands higher/,
  })),
  ...[
    ['sim/plan/space', '../search'],
    ['sim/plan/space', '..'],
    ['sim/plan/search', '..'],
    ['sim/scenario', './schema'],
    ['sim/scenario/order', '../schema'],
    ['sim/scenario/schema', '../resolve'],
    ['sim/scenario/resolve', '../parse'],
  ].map(([from, to], number) => ({
    what: `${from} imports from ${to}, which stands higher`,
    file: `${from}/reaches-up-${number}.ts`,
    code: `export type { taken } from '${to}/higher.ts'`,
    lint: /plugin.*stands higher/,
  })),
  {
    what: 'a file imports a type from one that imports it',
    file: 'sim/text/one.ts',
    code: `import type { Other } from './other.ts'\n\nexport type One = { other: Other }`,
    lint: /noImportCycles/,
  },
  {
    what: 'and that one',
    file: 'sim/text/other.ts',
    code: `import type { One } from './one.ts'\n\nexport type Other = { one?: One }`,
    lint: /noImportCycles/,
  },
  {
    what: 'cli uses the page',
    file: 'cli/document.ts',
    code: 'export const value = document.title',
    types: unknownName,
  },
  {
    what: 'ui uses Node',
    file: 'ui/process.ts',
    code: 'export const value = process.argv',
    types: unknownName,
  },
]

const allowed: [file: string, code: string][] = [
  ['machines/fine.ts', `export { setup as fine } from 'xstate'`],
  ['machines/neighbour.ts', `export { fine } from './fine.ts'`],
  ['sim/rules/down.ts', `export { taken } from '#sim/protocol/for-text.ts'`],
  ['sim/plan/space/taken.ts', 'export const taken = true'],
  ['sim/plan/search/down.ts', `export { taken } from '../space/taken.ts'`],
  ['ui/plan/down.ts', `export { fine } from '#ui/plan/lattice/fine.ts'`],
  ['ui/plan/lattice/fine.ts', 'export const fine = true'],
  ['ui/workbench/down.ts', `export { fine } from '#ui/plan/down.ts'`],
  ['sim/fine.ts', `export { fine } from '#machines/fine.ts'`],
  ['cli/fine.ts', `import 'node:fs'\n\nexport { fine } from '#sim/fine.ts'\n\nconsole.log(process.argv)`],
  ['ui/fine.ts', `export { fine } from '#sim/fine.ts'\n\nconsole.log(document.title)`],
]

let folder: string
let typeErrors: string[]
let lintErrors: string[]

function plant(file: string, code: string) {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), `${code}\n`)
}

/** The lines that a tool of this project prints about the copy. */
function complaints(tool: string, ...words: string[]) {
  const script = join(root, 'node_modules', tool)
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...words], {
    cwd: folder,
    encoding: 'utf8',
  })
  return `${stdout}\n${stderr}`.replaceAll('\\', '/').split('\n')
}

const about = (lines: string[], file: string) =>
  lines.filter((line) => line.startsWith(`${file}(`) || line.includes(`/${file},`)).join('\n')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-layers-'))
  for (const file of [
    'package.json',
    'tsconfig.base.json',
    'biome.json',
    '.gitignore',
    'tools/deterministic.grit',
    'tools/storeys.grit',
  ])
    cpSync(join(root, file), join(folder, file))
  for (const layer of ['machines', 'sim', 'cli', 'ui'])
    cpSync(join(root, layer, 'tsconfig.json'), join(folder, layer, 'tsconfig.json'))
  // One link for each package, so that the type checker's cache stays in the copy.
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules')).filter((name) => !name.startsWith('.')))
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction')

  for (const { file, code } of refused) {
    plant(file, code)
    // The type checker names only one importer of a foreign file, so each case has a file of its own.
    const target = /from '(?:#|\.\.\/)(.+\/for-.+)'/.exec(code)?.[1]
    if (target) plant(target, 'export const taken = true')
  }
  for (const [file, code] of allowed) plant(file, code)

  typeErrors = complaints('typescript/bin/tsc', '-b', '--pretty', 'false', 'cli', 'ui')
  lintErrors = complaints('@biomejs/biome/bin/biome', 'lint', '--reporter=github', '--max-diagnostics=none')
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every file of sim/ and ui/ has a storey', () => {
  const known = { sim: storeys, ui: floors.flat() }
  for (const [house, folders] of Object.entries(known)) {
    const there = readdirSync(join(root, house), { withFileTypes: true })
    const named = (isFolder: boolean) =>
      there.filter((each) => each.isDirectory() === isFolder).map(({ name }) => name)
    expect(named(true).toSorted()).toEqual(folders.toSorted())
    const files = named(false).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    expect(files).toEqual(house === 'ui' ? ['main.tsx'] : [])
  }
})

test.each(refused)('$what', ({ file, types, lint }) => {
  if (types) expect(about(typeErrors, file), 'type checker').toMatch(types)
  if (lint) expect(about(lintErrors, file), 'linter').toMatch(lint)
})

test.each(allowed)('%s may do what it does', (file) => {
  expect(about(typeErrors, file)).toBe('')
  expect(about(lintErrors, file)).toBe('')
})
