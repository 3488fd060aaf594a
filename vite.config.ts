import { chmodSync, rmSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { chartLayout } from './tools/chart-layout/plugin.ts'
import { launchOptions } from './tools/chromium.js'
import { compressed } from './tools/compressed.ts'
import HeavyFirst from './tools/heavy-first.js'
import { inspectPackage } from './tools/inspect-package.ts'
import { notices } from './tools/notices.ts'
import { shippedScenarios } from './tools/shipped-scenarios/plugin.ts'

/** `npm start` and an installed package both run the command as a file. What it once was made of is taken away. */
const executable: Plugin = {
  name: 'executable',
  apply: 'build',
  applyToEnvironment: (environment) => environment.name === 'cli',
  buildStart: () => rmSync('dist/cli', { recursive: true, force: true }),
  writeBundle: () => chmodSync('dist/cli.js', 0o755),
}

export default defineConfig({
  // The page can be served from any folder.
  base: './',
  plugins: [
    react(),
    chartLayout(),
    shippedScenarios(),
    inspectPackage(),
    compressed(['client', 'viewer']),
    notices('cli'),
    executable,
  ],
  resolve: { alias: [{ find: /^@xstate\/inspect$/, replacement: '@xstate/inspect/es/index.js' }] },
  optimizeDeps: { rolldownOptions: { plugins: [inspectPackage()] } },
  worker: { format: 'es', plugins: () => [notices(null)] },
  environments: {
    client: {
      build: {
        outDir: 'dist/ui',
        emptyOutDir: true,
        // A strict content security policy knows no data: but for pictures.
        assetsInlineLimit: 0,
        // Every browser that runs it preloads modules.
        modulePreload: { polyfill: false },
        // What the first screen takes comes in one piece, which packs better than several.
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
        // elkjs alone is larger than the usual limit.
        chunkSizeWarningLimit: 1500,
      },
    },
    // By itself: what both pages have in common would make the first one larger.
    viewer: {
      consumer: 'client',
      // The development server serves both pages as one.
      optimizeDeps: { noDiscovery: true },
      build: {
        outDir: 'dist/ui',
        emptyOutDir: false,
        copyPublicDir: false,
        assetsInlineLimit: 0,
        rolldownOptions: { input: 'inspect.html' },
      },
    },
    cli: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: 'dist',
        emptyOutDir: false,
        copyPublicDir: false,
        target: 'node20.19',
        minify: false,
        rolldownOptions: {
          input: 'cli/main.ts',
          platform: 'node',
          // What a command is made of is loaded once it is asked for.
          output: {
            entryFileNames: 'cli.js',
            chunkFileNames: 'cli/[name].js',
            banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : ''),
          },
        },
      },
    },
  },
  builder: {
    // What was bundled is counted over all of them.
    sharedConfigBuild: true,
    async buildApp(builder) {
      for (const name of ['client', 'viewer', 'cli']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
  test: {
    passWithNoTests: true,
    // One less than there are, unless said: of two only one.
    maxWorkers: 2,
    sequence: { sequencer: HeavyFirst },
    reporters: ['default', './tools/closing-line.js'],
    coverage: { include: ['{machines,sim,cli,ui}/**/*.{ts,tsx}'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // What many files import is loaded once for each worker.
          isolate: false,
          // Else Node would load it, and with it the XState that it cannot work with.
          server: { deps: { inline: ['@xstate/inspect'] } },
          // Properties take their time where the machine has other work.
          testTimeout: 120_000,
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**', 'test/page/**'],
          // Those of the command run what was built.
          globalSetup: './test/set-up/built.ts',
        },
      },
      {
        extends: true,
        // Some of those above, for `npm run check`: without a browser, a build or anything that takes its time.
        test: {
          name: 'fast',
          isolate: false,
          testTimeout: 30_000,
          include: [
            'test/{machines,ui}/**/*.test.{ts,tsx}',
            'test/sim/{text,scenario,protocol,pair,rules,engine,effects}/**/*.test.ts',
            'test/sim/plan/**/*.test.ts',
            'test/docs/links.test.ts',
          ],
          exclude: [
            '**/*.property.test.ts',
            'test/sim/protocol/{reach,transition-table}.test.ts',
            'test/sim/engine/event-queue.test.ts',
            'test/sim/effects/{declared-rules,hand,raise}.test.ts',
            'test/sim/pair/{cases,explore}.test.ts',
            'test/sim/plan/{exhaustive,lattice,mixed-state,parts,repair,rules,runbook,taken-for-granted}.test.ts',
            'test/sim/plan/{search/count,search/whole,space/pace}.test.ts',
            'test/ui/{plan-state,share,timeline-folds}.test.ts',
          ],
        },
      },
      {
        extends: true,
        // Vite finds what a worker imports only when it runs, and would reload the page in the middle of a test.
        optimizeDeps: { entries: ['ui/**/*.{ts,tsx}'] },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.tsx'],
          // Plans are worked out in a worker, on a machine that may have other work.
          testTimeout: 90_000,
          globalSetup: './test/set-up/digests.ts',
          // A page that has to wait for a processor goes on drawing: beside other tests both take nearly twice as long.
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
            screenshotFailures: false,
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'page',
          include: ['test/page/**/*.test.ts'],
          // What they import, and the tabs that they have done with, serve all tests of a worker.
          isolate: false,
          globalSetup: './test/set-up/built.ts',
          // Pages share the processor with their tests, and leave none of it to others.
          sequence: { groupOrder: 2 },
          // Some look at a page several times, in both themes, and the machine may have other work.
          testTimeout: 90_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
})
