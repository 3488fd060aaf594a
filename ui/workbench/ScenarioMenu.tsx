import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { titleOfShown, useAbout } from '#ui/document/about.ts'
import { useDroppedFile } from '#ui/document/useDroppedFile.ts'
import controls from '#ui/kit/controls.module.css'
import type { Change, State } from '#ui/session/state.ts'
import { Picker } from './lazy-parts.ts'

/** The scenario that is shown, and the others that there are. */
export function ScenarioMenu({
  state,
  detail,
  isPhone = false,
  dispatch,
}: {
  readonly state: State
  /** What else there is to say of what is shown. */
  readonly detail: string | null
  readonly isPhone?: boolean
  readonly dispatch: (action: Change) => void
}) {
  const [isOpen, setOpen] = useState<{ readonly from: number } | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  useDroppedFile(setFailed)
  const title = titleOfShown(useAbout(), state.session.scenario.title)
  return (
    <>
      <button
        type="button"
        className={isPhone ? `${controls.field} ${controls.bare}` : controls.field}
        aria-label={`Scenario: ${title}`}
        aria-haspopup="dialog"
        title={title}
        onClick={({ currentTarget }) => {
          setFailed(null)
          setOpen({ from: currentTarget.getBoundingClientRect().left })
        }}
      >
        <span className={controls.title}>{title}</span>
        {(failed ?? detail) && (
          <span className={controls.quiet} role={failed === null ? undefined : 'alert'}>
            · {failed ?? detail}
          </span>
        )}
        <ChevronDown size={14} aria-hidden />
      </button>
      {isOpen && (
        <Picker
          state={state}
          isPhone={isPhone}
          from={isOpen.from}
          dispatch={dispatch}
          onClose={(fault) => {
            setOpen(null)
            setFailed(fault ?? null)
          }}
        />
      )}
    </>
  )
}
