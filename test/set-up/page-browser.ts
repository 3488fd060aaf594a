/** One browser for all tests of the page: to start one takes as long as to open a page a few times. */
import { chromium } from 'playwright'
import type { TestProject } from 'vitest/node'
import { launchOptions } from '#tools/chromium.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the browser listens. */
    readonly browser: string
  }
}

export default async function ({ provide }: TestProject) {
  const server = await chromium.launchServer(launchOptions())
  provide('browser', server.wsEndpoint())
  return () => server.close()
}
