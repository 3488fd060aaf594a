// Asks generated scenarios everything that can be asked in more than one way, and lists where the answers differ; see
// test/agreement/main.ts for its options:
//   npm run agree -- --scenarios 2000 --seed 1 --out FOLDER
// It is bundled first, as the command is, because code that a development server serves is slower. Each time in a folder of
// its own: processes that are started later have to be of the same code.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const outDir = mkdtempSync(join(tmpdir(), 'parley-agree-'))
process.on('exit', () => rmSync(outDir, { recursive: true, force: true }))

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { main: `${root}test/agreement/main.ts`, worker: `${root}test/agreement/worker.ts` },
      output: { chunkFileNames: '[name].js' },
    },
  },
})

await import(pathToFileURL(join(outDir, 'main.js')).href)
