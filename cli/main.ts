import { readFileSync } from 'node:fs'
import { cac } from 'cac'

// The source and the bundle both lie one folder below the package's root.
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

const cli = cac('parley')
cli.help()
cli.version(version)
cli.parse(process.argv, { run: false })
if (!cli.options.help && !cli.options.version) cli.outputHelp()
