/** What belongs to a run and not to the protocol, and what is for readers. */
import { type Doc, mapping } from '../document.ts'
import type { Draw } from '../draw.ts'

export function networkOf(draw: Draw): Doc {
  const latency = draw.weighted(
    [4, '20 ms'],
    [1, '0 ms'],
    [3, '20 ms ± 10 ms'],
    [3, '1..40 ms'],
    [2, mapping({ median: '20 ms', p99: '80 ms' })],
  )
  return mapping({ latency })
}

export function timingOf(draw: Draw): Doc {
  const timing = mapping({
    drain: draw.chance(45) ? draw.pick(['0', '50 ms', '1 s']) : undefined,
    down: draw.chance(45) ? draw.pick(['0', '200 ms', '4 s']) : undefined,
    start: draw.chance(35) ? draw.pick(['0', '100 ms', '1 s']) : undefined,
    settle: draw.chance(55) ? draw.pick(['500 ms', '2 s', '10 s']) : undefined,
  })
  return timing.size > 0 ? timing : mapping({ settle: '3 s' })
}
