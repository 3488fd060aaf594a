/** The package that this command belongs to. The source and the beginning of the bundle, where this is, lie one folder below its root. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The path of a file of the package. */
export function packagePath(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}

/** The version of the package, such as `0.1.0`. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(packagePath('package.json'), 'utf8')).version
}
