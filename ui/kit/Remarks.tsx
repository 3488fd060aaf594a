import type { Remark } from '#sim/protocol/remarks.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { Note } from './Note.tsx'
import { Origin } from './Origin.tsx'

/** What is remarked on calls, each with its source. */
export function Remarks({
  remarks,
  scenario,
}: {
  readonly remarks: readonly Remark[]
  readonly scenario: Scenario
}) {
  return remarks.map(({ on, note, source }) => {
    const origin = scenario.sources.find(({ id }) => id === source)
    return (
      <div key={on}>
        <p>
          <b>{on}</b>
        </p>
        {note && <Note>{note}</Note>}
        {origin && <Origin source={origin} />}
      </div>
    )
  })
}
