// Runs the benchmarks, all or those whose names contain a given word: npm run bench -- planner
// Each is bundled first, as the command is, because code that a development server serves is slower. Some start the built command
// (npm run build). In the end comes a table of what was measured beside what is to be reached.

import { existsSync, readdirSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}test/bench`
const outDir = `${root}node_modules/.cache/bench`

const wanted = argv.slice(2)
const names = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((file) => file.endsWith('.bench.ts') && wanted.every((word) => file.includes(word)))
  .map((file) => file.slice(0, -'.ts'.length))

if (names.length === 0) console.log('No benchmark of that name.')
else
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input: Object.fromEntries([...names, 'goals'].map((name) => [name, `${folder}/${name}.ts`])),
      },
    },
  })

for (const name of names) {
  console.log(`\n${name}`)
  await import(pathToFileURL(`${outDir}/${name}.js`).href)
}

if (names.length > 0) {
  /** @type {{ table: () => string }} */
  const { table } = await import(pathToFileURL(`${outDir}/goals.js`).href)
  console.log(`\n${table()}`)
}
