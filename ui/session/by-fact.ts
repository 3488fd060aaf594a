import type { Fact } from '#sim/engine/fact.ts'
import type { Trace } from '#sim/engine/trace.ts'

/** Tells of rows what is told of the fact that many have in common, which is asked once of each: rows are many, facts are few. */
export function byFact<T>(ask: (fact: Fact) => T): (trace: Trace, fact: number) => T {
  const answers: T[] = []
  return (trace, number) => {
    if (!(number in answers)) answers[number] = ask(trace.factOf(number))
    return answers[number] as T
  }
}
