/** The shortest way into trouble, for people. */
import type { Counterexample } from '#sim/plan/model.ts'
import { type Advice, command, line, replayCommand, saySteps, section, sourceOf } from './advice.ts'

/** More of what happens on a connection tells nothing more. */
const mostEvents = 6

/** The steps, what comes of them and how, and the command that shows it. */
export function sayCounterexample(advice: Advice, example: Counterexample): string[] {
  const { steps, fault, schedule } = example
  // Of steps that are taken together none comes before another.
  const way =
    advice.pace === undefined || steps.length < 2
      ? steps.map((step) => saySteps(advice, [step]))
      : [`${saySteps(advice, steps)}, together as --pace ${advice.pace} allows`]
  const outcome = fault.severity === 'unsupported' ? 'not supported' : fault.pair?.outcome
  const events = schedule.slice(0, mostEvents)
  const end = schedule.length > events.length ? ', …' : '.'
  return section(advice, 'The shortest way into trouble', [
    line(
      advice,
      way.length === 0 ? 'Nothing at all: it is there from the start.' : `${way.join(', then ')}.`,
    ),
    line(advice, `${outcome === undefined ? '' : `${outcome}: `}${fault.reason}.`),
    ...sourceOf(advice, fault.source),
    ...(events.length > 0 ? [line(advice, `How: ${events.join(', ')}${end}`)] : []),
    command(advice, 'See it:', replayCommand(advice, example)),
  ])
}
