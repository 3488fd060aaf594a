import { useEffect, useMemo, useState } from 'react'
import type { About } from '#ui/document/about.ts'
import { inspectorIn, withInspector } from '#ui/inspect/asked.ts'
import { lazyPart } from '#ui/kit/lazy-part.tsx'
import { useAppNarrower } from '#ui/kit/useAppNarrower.ts'
import type { Look } from '#ui/session/look.ts'
import type { Made } from '#ui/session/made.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import { useAddress } from '#ui/share/useAddress.ts'
import { DeskWorkbench } from './DeskWorkbench.tsx'
import { LiveNarration } from './LiveNarration.tsx'
import { DocumentNotice, FileNotice, loadParts, RunUnderWay } from './lazy-parts.ts'
import { narrationAt } from './narration-at.ts'
import type { WorkbenchProps } from './props.ts'
import { useKeys } from './useKeys.ts'
import { useWorkbench } from './useWorkbench.ts'
import { ViewBoundary } from './ViewBoundary.tsx'

/** On a desk nobody waits for what only phones need. */
const PhoneWorkbench = lazyPart(async () => (await import('./PhoneWorkbench.tsx')).PhoneWorkbench)
const Notice = lazyPart(async () => (await import('./Notice.tsx')).Notice)
const Inspectors = lazyPart(async () => (await import('#ui/inspect/Inspectors.tsx')).Inspectors)

/** One run, in linked views. */
export function Workbench({
  made,
  look,
  about = null,
  onReopen = () => {},
}: {
  readonly made: Made
  readonly look: Look | null
  /** What is known of the document that was opened. */
  readonly about?: About | null | undefined
  /** Opens it again. */
  readonly onReopen?: (() => void) | undefined
}) {
  const { state, view, dispatch } = useWorkbench(made, look)
  const own = ownTextOf(state.session)
  const narration = useMemo(() => narrationAt(state.run, state.moment), [state.run, state.moment])
  const isPhone = useAppNarrower(760)
  useKeys(state, dispatch)
  useAddress(state, dispatch)
  useEffect(loadPartsLater, [])
  const [inspector, setInspector] = useState(() => inspectorIn(location.search))
  const closeInspector = () => {
    window.history.replaceState(null, '', withInspector(location.href, null))
    setInspector(null)
  }
  const props: WorkbenchProps = { state, view, narration, dispatch }
  return (
    <>
      {look?.digest && <Notice run={made.run} expected={look.digest} />}
      {own?.from.kind === 'file' && <FileNotice state={state} opened={about} dispatch={dispatch} />}
      {(own || state.isEditing) && (
        <DocumentNotice state={state} opened={about} dispatch={dispatch} onReopen={onReopen} />
      )}
      <ViewBoundary name="The page" state={state}>
        {isPhone ? <PhoneWorkbench {...props} /> : <DeskWorkbench {...props} />}
      </ViewBoundary>
      {state.underWay && <RunUnderWay session={state.underWay.session} dispatch={dispatch} />}
      <LiveNarration text={narration} />
      {inspector && (
        <Inspectors kind={inspector} onClose={closeInspector} state={state} view={view} dispatch={dispatch} />
      )}
    </>
  )
}

/** What is shown comes first. */
function loadPartsLater(): () => void {
  // Safari has no such thing.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(loadParts, 2_000)
    return () => clearTimeout(timer)
  }
  const asked = requestIdleCallback(loadParts)
  return () => cancelIdleCallback(asked)
}
