import { sayTime } from '#sim/text/say-time.ts'
import { changeOfTarget } from '#ui/plan/change-of-target.ts'
import { ownTextOf } from '#ui/session/own-text.ts'
import { saySession } from '#ui/session/say-session.ts'
import { askedOf, type Change, type State } from '#ui/session/state.ts'
import { EditButton } from './EditButton.tsx'
import { KeysHelp } from './KeysHelp.tsx'
import { Logo } from './Logo.tsx'
import { SaveButton, TargetMenus } from './lazy-parts.ts'
import { Modes } from './Modes.tsx'
import { ScenarioMenu } from './ScenarioMenu.tsx'
import { SeedField } from './SeedField.tsx'
import { Share } from './Share.tsx'
import { SpeedMenu } from './SpeedMenu.tsx'
import { ThemeButton } from './ThemeButton.tsx'
import styles from './TopBar.module.css'
import { Transport } from './Transport.tsx'

/** What is simulated, how it is played, and how it is shared. */
export function TopBar({
  state,
  dispatch,
}: {
  readonly state: State
  readonly dispatch: (action: Change) => void
}) {
  const { session, run, time, moment, isEditing } = state
  const mode = isEditing ? null : state.mode
  const asked = askedOf(state)
  return (
    <header className={styles.top}>
      <h1 className={styles.brand}>
        <Logo /> <span>Parley</span>
      </h1>
      <Modes mode={mode} onMode={(to) => dispatch({ do: 'mode', mode: to })} />
      <span className={styles.rule} />
      <ScenarioMenu
        state={state}
        detail={mode === 'debug' ? saySession(session) : null}
        dispatch={dispatch}
      />
      {ownTextOf(session) && <SaveButton state={state} />}
      <EditButton isEditing={isEditing} isInvalid={session.draft !== undefined} dispatch={dispatch} />
      {mode === 'debug' && (
        <>
          <SeedField
            seed={asked.seed}
            onSeed={(seed) => dispatch({ do: 'revise', session: { ...asked, seed } })}
          />
          <span className={styles.rule} />
          <Transport state={state} dispatch={dispatch} />
          <SpeedMenu state={state} dispatch={dispatch} />
          <p className={styles.clock}>
            <b>{sayTime(time)}</b>{' '}
            <span>
              event {moment} of {run.moments}
            </span>
          </p>
        </>
      )}
      {mode === 'plan' && (
        <TargetMenus session={session} onTarget={(target) => dispatch(changeOfTarget(session, target))} />
      )}
      <span className={styles.spring} />
      <KeysHelp open={state.isHelpOpen} onOpen={(open) => dispatch({ do: 'help', open })} />
      <ThemeButton />
      <Share state={state} />
    </header>
  )
}
