import { readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip as gzipCompress } from 'node:zlib'
import type { Plugin } from 'vite'

const texts = new Set(['.js', '.css', '.html', '.svg'])

/** Smaller ones win next to nothing by it. */
const smallest = 500

/**
 * Writes every text of the page a second and a third time, as small as they go, for whatever serves it: nobody waits for that
 * while a page is asked for.
 *
 * @param environments those that the page is made of
 */
export function compressed(environments: readonly string[]): Plugin {
  return {
    name: 'compressed',
    applyToEnvironment: ({ name }) => environments.includes(name),
    async writeBundle({ dir = '' }, bundle) {
      const files = Object.keys(bundle).filter((file) => texts.has(extname(file)))
      await Promise.all(files.map((file) => compress(join(dir, file))))
    },
  }
}

const [brotli, gzip] = [promisify(brotliCompress), promisify(gzipCompress)]

async function compress(file: string): Promise<void> {
  const text = await readFile(file)
  if (text.length < smallest) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  await Promise.all([
    brotli(text, { params }).then((packed) => writeFile(`${file}.br`, packed)),
    gzip(text, { level: constants.Z_BEST_COMPRESSION }).then((packed) => writeFile(`${file}.gz`, packed)),
  ])
}
