import type { Plugin } from 'vite'

/**
 * `@xstate/inspect` is written for XState 4. Gives that package, and only that package, the version that it needs; all
 * others have XState 5.
 */
export function inspectPackage(): Plugin {
  return {
    name: 'inspect-package',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^xstate$/ },
      handler(id, importer) {
        if (importer === undefined || !/[\\/]@xstate[\\/]inspect[\\/]/.test(importer)) return null
        return this.resolve(`${id}4`, importer, { skipSelf: true })
      },
    },
  }
}
