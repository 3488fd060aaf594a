/** What is said of a run that is large: what it takes, and how far it is. */
import type { ExpectedSize } from '#sim/run/expected-size.ts'
import { sayNumber, sayNumberOf } from '#sim/text/say-number.ts'
import { sayDuration } from '#sim/text/say-time.ts'
import type { Progress } from '#ui/session/useMaking.ts'

/** `about 1,200,000 events on 6 connections, in 2 h of virtual time`. */
export function saySize({ events, pairs }: ExpectedSize, planned: number): string {
  const about = sayNumber(String(Number(events.toPrecision(2))))
  return `about ${about} events on ${sayNumberOf(pairs, 'connection')}, in ${sayDuration(planned)} of virtual time`
}

/** `31.2 s of about 51.5 s, 120,400 events`. */
export function sayProgress({ now, events }: Progress, planned: number): string {
  return `${sayDuration(now)} of about ${sayDuration(Math.max(now, planned))}, ${sayNumberOf(events, 'event')}`
}
