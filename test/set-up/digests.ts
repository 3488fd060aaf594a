import { readFileSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { digestsOf, scenarios, type Texts } from '../browser/digests.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    digests: Record<string, string>
  }
}

/** Computes in Node what the tests in the browser are to find as well. */
export default function provideDigests({ provide }: TestProject) {
  provide('digests', digestsOf(readTexts()))
}

/** The scenarios as they stand in their files. */
export function readTexts(): Texts {
  const read = scenarios.map((name) => [name, readFileSync(`scenarios/${name}.yaml`, 'utf8')])
  return Object.fromEntries(read) as Texts
}
