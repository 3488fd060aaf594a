import { ExternalLink } from 'lucide-react'
import { useId, useState } from 'react'
import { ownTextOf } from '#ui/session/own-text.ts'
import { Dock } from './Dock.tsx'
import { sayTold } from './say-told.ts'
import type { Shown } from './useInspector.ts'
import { type Stage, useStately } from './useStately.ts'

const words: Readonly<Record<Stage, string>> = {
  closed: '',
  looking: 'Looks for stately.ai…',
  opening: 'Stately’s inspector is being opened…',
  there: 'Stately’s inspector is told of this run, in its own window.',
  away: 'stately.ai cannot be reached from here: there is no network, or it is not let through.',
  silent: 'Stately’s inspector does not answer. It may be out of order, or not be let through.',
  blocked: 'The browser did not open a window. It may have to be allowed for this page.',
}

/** The first of them, by name. */
function sayNodes({ session: { scenario } }: Shown['state']): string {
  const names = scenario.nodes.map(({ id }) => id)
  return names.length > mostNamed
    ? `its ${names.length} nodes (${names.slice(0, mostNamed).join(', ')} …)`
    : `its nodes (${names.join(', ')})`
}

const mostNamed = 6

const isFault = (stage: Stage) => stage === 'away' || stage === 'silent' || stage === 'blocked'

/** Stately's inspector, which is a page of stately.ai: nothing is opened or told before one says so. */
export function StatelyInspector({
  state,
  onOther,
  onClose,
}: Shown & { readonly onOther: () => void; readonly onClose: () => void }) {
  const id = useId()
  const own = ownTextOf(state.session)
  const [filter, setFilter] = useState('')
  const { stage, feeding, open } = useStately(state.run, state.moment, filter)
  return (
    <Dock
      onClose={onClose}
      actions={
        <button type="button" onClick={onOther}>
          Parley’s own
        </button>
      }
    >
      <p>
        Stately’s inspector is a page of stately.ai. Once it is open, the names, states and events of this
        run’s machines go there. Parley’s own inspector needs no network.
      </p>
      {own && (
        <p>
          <b>{own.file} is yours.</b> What goes to stately.ai of it are the names of {sayNodes(state)}, of
          their releases and versions, what they say to each other, and how far each is. Its text does not.
          You are asked each time.
        </p>
      )}
      <p>
        <button type="button" disabled={stage === 'looking'} onClick={open}>
          <ExternalLink size={14} aria-hidden /> {own ? 'Send it to stately.ai' : 'Open Stately’s inspector'}
        </button>
      </p>
      <p role={isFault(stage) ? 'alert' : 'status'}>{words[stage]}</p>
      {stage === 'there' && (
        <p>
          <label htmlFor={id}>Find machines</label>{' '}
          <input
            id={id}
            type="search"
            autoComplete="off"
            placeholder="c1-s1, stalled, dialer open"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />{' '}
          {feeding && <span role="status">{sayTold(feeding)}</span>}
        </p>
      )}
    </Dock>
  )
}
