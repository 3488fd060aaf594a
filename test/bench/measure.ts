/** What benchmarks share: how they are timed, how memory is read, how figures are written. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Bench } from 'tinybench'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Runs each task for about as long, and gives the median milliseconds of one go by the task's name. */
export async function race(
  tasks: Readonly<Record<string, () => unknown>>,
  { time = 1_500, warmup = 300 } = {},
): Promise<Record<string, { ms: number; n: number }>> {
  const bench = new Bench({ time, warmupTime: warmup, warmupIterations: 1, iterations: 3 })
  for (const [name, task] of Object.entries(tasks)) {
    bench.add(name, () => {
      kept.value = task()
    })
  }
  await bench.run()
  return Object.fromEntries(
    bench.tasks.map(({ name, result }) => {
      if (!('latency' in result)) throw new Error(`${name} was not measured`)
      return [name, { ms: result.latency.p50, n: result.latency.samplesCount }]
    }),
  )
}

/** What tasks give back is kept here, so that nobody can leave the work out. */
const kept: { value: unknown } = { value: null }

/** Bytes that what `make` makes takes up, once everything else is collected. */
export function bytesOf(make: () => unknown): number {
  // What is made once and for all, such as tables, is made now.
  kept.value = make()
  kept.value = null
  const before = bytesInUse()
  kept.value = make()
  const bytes = bytesInUse() - before
  if (kept.value === null) throw new Error('Nothing was made')
  kept.value = null
  return bytes
}

/** What is on the heap, and what arrays of numbers hold beside it. */
function bytesInUse(): number {
  // What arrays held is given back a little later than what they were.
  for (let i = 0; i < 3; i++) collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Processor time so far, in milliseconds: what else the machine does is not in it. */
export function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** The median milliseconds of processor time that a task takes, of so many goes. */
export function cpuOf(task: () => unknown, goes: number): number {
  const times = Array.from({ length: goes }, () => {
    const before = cpu()
    kept.value = task()
    return cpu() - before
  })
  return times.toSorted((a, b) => a - b)[goes >> 1] ?? Number.NaN
}

/** `12.3 k`, `4.56 M`. */
export function short(figure: number): string {
  if (figure >= 1e6) return `${(figure / 1e6).toPrecision(3)} M`
  return figure >= 1e3 ? `${(figure / 1e3).toPrecision(3)} k` : figure.toPrecision(3)
}

/** One line of a report: what it is, its figure, and how often it was measured. */
export function say(what: string, figure: string, n?: number): void {
  console.log(`  ${what.padEnd(44)} ${figure.padStart(14)}${n === undefined ? '' : `   n = ${n}`}`)
}
