import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Where it is put: beside the command, and beside the page, which may be served from elsewhere. */
const places = ['dist', 'dist/ui']
const name = 'third-party-notices.txt'

/** The folders of all packages of which something was bundled, in whichever part of the build. */
const bundled = new Set<string>()

/**
 * Writes down whose code was bundled, and on what terms. Throws for a package that says nothing of its terms.
 *
 * @param last the environment that is built last, or null for a part that only adds to the others
 */
export function notices(last: string | null): Plugin {
  return {
    name: 'notices',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const folder = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/@]+)\//.exec(id)?.[1]
          if (folder !== undefined && renderedLength > 0) bundled.add(folder)
        }
      }
    },
    writeBundle() {
      if (last === null || this.environment.name !== last) return
      const text = sayNotices()
      for (const place of places) {
        mkdirSync(place, { recursive: true })
        writeFileSync(join(place, name), text)
      }
    },
  }
}

function sayNotices(): string {
  const said = Array.from(bundled, sayPackage).toSorted()
  const head = 'Parley contains code of these packages, each under its own terms.'
  return `${[head, ...new Set(said)].join(`\n\n${'-'.repeat(79)}\n\n`)}\n`
}

function sayPackage(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each))
  const terms = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
  if (terms === '' && typeof manifest.license !== 'string')
    throw new Error(`${manifest.name}: found no license, expected one: Parley may not be shipped with it`)
  const notice = join(folder, 'NOTICE')
  return [
    `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`,
    ...(terms === '' ? [sayAuthor(manifest.author)] : [terms]),
    ...(existsSync(notice) ? [readFileSync(notice, 'utf8').trim()] : []),
  ].join('\n\n')
}

const sayAuthor = (author: string | { readonly name?: string } | undefined) =>
  `Copyright ${typeof author === 'string' ? author : (author?.name ?? 'its authors')}`
