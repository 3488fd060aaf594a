import { existsSync } from 'node:fs'
import { createBuilder } from 'vite'

/** The tests of the page and of the command use what was built; `npm test` builds before them, so only a bare vitest comes here. */
export default async function buildIfMissing() {
  if (existsSync('dist/ui/index.html') && existsSync('dist/cli.js')) return
  const builder = await createBuilder({ logLevel: 'warn' }, null)
  await builder.buildApp()
}
