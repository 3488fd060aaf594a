// Measures how time and memory grow, each size in a process of its own, and writes docs/performance.md with its plots. It takes
// minutes, and writes, so that it has to be asked for: npm run bench -- curves

import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { argv, execPath, version } from 'node:process'
import { fileURLToPath } from 'node:url'
import { curves } from './curves.ts'
import { short } from './measure.ts'
import { type Point, plotOf } from './plot.ts'

const [, , asked, name, size] = argv

if (asked === 'point') measure(Number(name), Number(size))
else if (asked === 'curves') write()
else console.log('npm run bench -- curves writes docs/performance.md')

/** Does the work of one size, and says what it took. */
function measure(place: number, of: number): void {
  const { user, system } = process.cpuUsage()
  const units = curves[place]?.work(of) ?? null
  const after = process.cpuUsage()
  const ms = (after.user + after.system - user - system) / 1_000
  console.log(JSON.stringify({ size: of, units, ms, mb: process.memoryUsage.rss() / 1e6 } satisfies Point))
}

function write(): void {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const folder = `${root}docs/performance`
  mkdirSync(folder, { recursive: true })
  const sections = curves.map((curve, place) => {
    console.log(`\n  ${curve.title}`)
    const points = curve.sizes.map((each): Point => {
      const words = [fileURLToPath(import.meta.url), 'point', String(place), String(each)]
      const point: Point = JSON.parse(execFileSync(execPath, words, { encoding: 'utf8' }))
      console.log(`  ${row(point).join('  ')}`)
      return point
    })
    writeFileSync(`${folder}/${curve.name}.svg`, plotOf(curve, points))
    const heads = [curve.along, curve.unit, 'processor time', 'memory'].filter((head) => head !== null)
    return [
      `## ${curve.title}`,
      `![${curve.title}: time and memory](performance/${curve.name}.svg)`,
      curve.why,
      [heads, heads.map(() => '---:'), ...points.map(row)]
        .map((cells) => `| ${cells.join(' | ')} |`)
        .join('\n'),
    ].join('\n\n')
  })
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const [{ model = 'a processor' } = {}, { length: cores } = []] = [cpus()[0], cpus()]
  const head = [
    '# How time and memory grow',
    `Written by \`npm run bench -- curves\`, with commit ${commit}, Node ${version} and ${cores} cores (${model}, ${Math.round(totalmem() / 1e9)} GB, ${type()} ${release()}). Each point is one process, from its start: its processor time without that of Node itself, and the memory that it held in the end. What is to be reached, and what is, is said by the table that \`npm run bench\` ends with.`,
  ]
  writeFileSync(`${root}docs/performance.md`, `${[...head, ...sections].join('\n\n')}\n`)
}

function row({ size: of, units, ms, mb }: Point): string[] {
  const time = ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toPrecision(3)} s`
  return [of.toLocaleString('en'), ...(units === null ? [] : [short(units)]), time, `${Math.round(mb)} MB`]
}
