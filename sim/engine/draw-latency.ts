import type { Latency } from '../scenario/model.ts'
import { draw } from './random.ts'

/** The 99th percentile of the standard normal distribution. */
const z99 = 2.326347874

/** How long a message takes, in virtual milliseconds, decided by the seed and the key of the message. */
export function drawLatency(latency: Latency, seed: number, key: string): number {
  switch (latency.kind) {
    case 'fixed':
      return latency.ms
    case 'uniform':
      return latency.min + (latency.max - latency.min) * draw(seed, key)
    case 'log-normal': {
      const deviation = Math.log(latency.p99 / latency.median) / z99
      return latency.median * Math.exp(deviation * drawNormal(seed, key))
    }
  }
}

/** A draw from the standard normal distribution (Box and Muller, 1958). */
function drawNormal(seed: number, key: string): number {
  const radius = Math.sqrt(-2 * Math.log(1 - draw(seed, `${key} radius`)))
  return radius * Math.cos(2 * Math.PI * draw(seed, `${key} angle`))
}
