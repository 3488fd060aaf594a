import type { Latency } from '../scenario/model.ts'
import { draw, longer, type RandomKey } from './random.ts'

/** The 99th percentile of the standard normal distribution. */
const z99 = 2.326347874

/**
 * How long a message takes, in virtual milliseconds.
 *
 * @param key decides it, with the seed; `which` message it is ends that key
 */
export function drawLatency(latency: Latency, key: RandomKey, which: string): number {
  switch (latency.kind) {
    case 'fixed':
      return latency.ms
    case 'uniform':
      return latency.min + (latency.max - latency.min) * draw(longer(key, which))
    case 'log-normal': {
      const deviation = Math.log(latency.p99 / latency.median) / z99
      return latency.median * Math.exp(deviation * drawNormal(longer(key, which)))
    }
  }
}

/** A draw from the standard normal distribution (Box and Muller, 1958). */
function drawNormal(key: RandomKey): number {
  const radius = Math.sqrt(-2 * Math.log(1 - draw(longer(key, ' radius'))))
  return radius * Math.cos(2 * Math.PI * draw(longer(key, ' angle')))
}
