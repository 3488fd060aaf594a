import type { Plugin } from 'vite'
import { machines } from './machines.ts'

const all = 'virtual:parley-charts'
const one = `${all}/`

type Name = keyof typeof machines

/**
 * Serves the statecharts of `machines/`, laid out, so that the page needs no layout of its own: all of them, and each by
 * itself. The machines belong to the configuration: when one changes, the development server starts again and draws it anew.
 */
export function chartLayout(): Plugin {
  const drawn = new Map<string, Promise<string>>()
  return {
    name: 'chart-layout',
    resolveId: { filter: { id: /^virtual:parley-charts(\/|$)/ }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0virtual:parley-charts(\/|$)/ },
      handler(id) {
        const name = id.slice(`\0${one}`.length)
        if (name === '') return sayAll()
        const source = drawn.get(name) ?? draw(name as Name)
        drawn.set(name, source)
        return source
      },
    },
  }
}

function sayAll(): string {
  const names = Object.keys(machines)
  const imports = names.map((name) => `import { chart as ${name} } from ${JSON.stringify(one + name)}`)
  return [...imports, `export const charts = { ${names.join(', ')} }`].join('\n')
}

async function draw(name: Name): Promise<string> {
  // It is large, and most runs of Vite never need it.
  const { layOut } = await import('./lay-out.ts')
  return `export const chart = ${JSON.stringify(await layOut(machines[name]))}`
}
