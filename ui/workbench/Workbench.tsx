import { lazy, Suspense, useMemo, useState } from 'react'
import type { Scenario } from '#sim/scenario/model.ts'
import { inspectorIn, withInspector } from '#ui/inspect/asked.ts'
import { useAppNarrower } from '#ui/kit/useAppNarrower.ts'
import type { Look } from '#ui/session/look.ts'
import type { Session } from '#ui/session/session.ts'
import { useAddress } from '#ui/share/address.ts'
import { DeskWorkbench } from './DeskWorkbench.tsx'
import { LiveNarration } from './LiveNarration.tsx'
import { Notice } from './Notice.tsx'
import { narrationAt } from './narration-at.ts'
import { PhoneWorkbench } from './PhoneWorkbench.tsx'
import type { WorkbenchProps } from './props.ts'
import { useKeys } from './useKeys.ts'
import { useWorkbench } from './useWorkbench.ts'

const Inspectors = lazy(async () => ({ default: (await import('#ui/inspect/Inspectors.tsx')).Inspectors }))

/** One run, in linked views. */
export function Workbench({
  session,
  look,
  scenarios,
}: {
  readonly session: Session
  readonly look: Look | null
  readonly scenarios: readonly Scenario[]
}) {
  const { state, view, dispatch } = useWorkbench(session, look)
  const narration = useMemo(() => narrationAt(state.run, state.moment), [state.run, state.moment])
  const isPhone = useAppNarrower(760)
  useKeys(state, dispatch)
  useAddress(state)
  const [inspector, setInspector] = useState(() => inspectorIn(location.search))
  const closeInspector = () => {
    history.replaceState(null, '', withInspector(location.href, null))
    setInspector(null)
  }
  const props: WorkbenchProps = { state, view, scenarios, narration, dispatch }
  return (
    <>
      <Notice run={state.run} expected={look?.digest} />
      {isPhone ? <PhoneWorkbench {...props} /> : <DeskWorkbench {...props} />}
      <LiveNarration text={narration} />
      {inspector && (
        <Suspense fallback={null}>
          <Inspectors
            kind={inspector}
            onClose={closeInspector}
            state={state}
            view={view}
            dispatch={dispatch}
          />
        </Suspense>
      )}
    </>
  )
}
