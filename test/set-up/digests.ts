import { readFileSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { digestsOf } from '../browser/digests.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    digests: Record<string, string>
  }
}

/** Computes in Node what the tests in the browser are to find as well. */
export default function provideDigests({ provide }: TestProject) {
  provide('digests', digestsOf(readFileSync('scenarios/zeo-2002.yaml', 'utf8')))
}
