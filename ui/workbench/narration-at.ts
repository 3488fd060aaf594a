import type { Run } from '#sim/run/run.ts'
import { narrate } from '#sim/views/narrate.ts'
import { commands } from '#ui/commands/commands.ts'
import { sayPress } from '#ui/commands/press.ts'

/** The last thing worth telling that has happened. */
export function narrationAt(run: Run, moment: number): string {
  for (let i = run.trace.until(moment) - 1; i >= 0; i--) {
    const event = run.trace.event(i)
    const sentence = event && narrate(run.cluster, run.trace, event)
    if (sentence?.isNews) return `${sentence.text}.`
  }
  return `The cluster starts. ${sayPress(commands.play.press)} plays the run.`
}
