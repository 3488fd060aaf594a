import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin, runnerImport } from 'vite'
import { groups } from './groups.ts'

const one = 'virtual:parley-scenarios/'
const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url))

/** The scenario that a new visitor sees, and those that tell the same story further. */
const opening = ['zeo-2002', 'zeo-2002-foreseen', 'zeo-2005', 'zeo-2005-data', 'zeo']

/**
 * Serves the shipped scenarios as they are once they are read, so that the page needs nothing to read them with: each by itself,
 * the one that is shown first, a list of their names and of what they are about, and what else there is to choose them by.
 */
export function shippedScenarios(): Plugin {
  return {
    name: 'shipped-scenarios',
    resolveId: { filter: { id: /^virtual:parley-scenarios(\/|$)/ }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0virtual:parley-scenarios(\/|$)/ },
      async handler(id) {
        const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
        for (const file of files) this.addWatchFile(folder + file)
        const name = id.slice(`\0${one}`.length)
        if (name === '') return sayList(await Promise.all(files.map(read)))
        if (name === 'choices') return sayChoices(await Promise.all(files.map(read)))
        const scenario = await read(`${name === 'first' ? opening[0] : name}.yaml`)
        return `export const scenario = ${JSON.stringify(scenario)}`
      },
    },
  }
}

type Named = Awaited<ReturnType<typeof read>>

function sayList(scenarios: readonly Named[]): string {
  const place = ({ name }: Named) => (opening.includes(name) ? opening.indexOf(name) : opening.length)
  const entries = scenarios
    .toSorted((a, b) => place(a) - place(b) || a.title.localeCompare(b.title))
    .map(({ name, title, about }) => {
      const file = one + (name === opening[0] ? 'first' : name)
      const load = `async () => (await import(${JSON.stringify(file)})).scenario`
      return `{ ...${JSON.stringify({ name, title, about })}, load: ${load} }`
    })
  return `export const shipped = [${entries.join(',\n')}]`
}

async function sayChoices(scenarios: readonly Named[]): Promise<string> {
  // What it takes is made for a program that Vite has put together, as this one is not.
  const { module } = await runnerImport<typeof import('./choice.ts')>(fileURLToPath(choiceModule), {
    configFile: false,
  })
  const place = ({ name }: Named) => order.indexOf(name)
  const choices = scenarios
    .toSorted((a, b) => place(a) - place(b))
    .map((scenario) => [scenario.name, module.choiceOf(scenario)])
  return `export const choices = ${JSON.stringify(Object.fromEntries(choices))}`
}

const choiceModule = new URL('../tools/shipped-scenarios/choice.ts', `file://${folder}`)

const order = groups.flatMap(({ names }) => names)

/** Reads a scenario of the folder. Throws where there is something wrong with it. */
async function read(file: string) {
  // What reads them is large, and most runs of Vite never need it.
  const { parseScenario, formatFaults } = await import('../../sim/scenario/parse/parse.ts')
  const text = readFileSync(folder + file, 'utf8')
  const parsed = parseScenario(text, basename(file))
  if (!parsed.ok) throw new Error(formatFaults(parsed.faults, text))
  return parsed.scenario
}
