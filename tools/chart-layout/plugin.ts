import type { Plugin } from 'vite'
import { machines } from './machines.ts'

const name = 'virtual:parley-charts'
const id = `\0${name}`

/**
 * Serves the statecharts of `machines/`, laid out, so that the page needs no layout of its own. The machines
 * belong to the configuration: when one changes, the development server starts again and draws it anew.
 */
export function chartLayout(): Plugin {
  let source: Promise<string> | undefined
  return {
    name: 'chart-layout',
    resolveId: { filter: { id: /^virtual:parley-charts$/ }, handler: () => id },
    load: {
      filter: { id: /^\0virtual:parley-charts$/ },
      handler() {
        source ??= draw()
        return source
      },
    },
  }
}

async function draw(): Promise<string> {
  // It is large, and most runs of Vite never need it.
  const { layOut } = await import('./lay-out.ts')
  const charts = await Promise.all(
    Object.entries(machines).map(async ([key, machine]) => [key, await layOut(machine)]),
  )
  return `export const charts = ${JSON.stringify(Object.fromEntries(charts))}`
}
