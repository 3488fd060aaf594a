import { ChevronDown, Moon, Sun } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useId, useState } from 'react'
import type { Scenario } from '#sim/scenario/model.ts'
import { sayTime } from '#ui/kit/say-time.ts'
import { AimMenus } from '#ui/plan/AimMenus.tsx'
import { aimChange } from '#ui/plan/aim.ts'
import { openSession } from '#ui/session/session.ts'
import type { Change, Mode, State } from '#ui/session/state.ts'
import { chooseTheme, useTheme } from '#ui/theme/useTheme.ts'
import { KeysHelp } from './KeysHelp.tsx'
import { Logo } from './Logo.tsx'
import { Share } from './Share.tsx'
import { SpeedMenu, Transport } from './Transport.tsx'
import styles from './Workbench.module.css'

/** What is simulated, how it is played, and how it is shared. */
export function TopBar({
  state,
  scenarios,
  dispatch,
}: {
  readonly state: State
  readonly scenarios: readonly Scenario[]
  readonly dispatch: (action: Change) => void
}) {
  const { session, run, time, moment, mode } = state
  return (
    <header className={styles.top}>
      <h1 className={styles.brand}>
        <Logo /> <span>Parley</span>
      </h1>
      <Modes mode={mode} onMode={(to) => dispatch({ do: 'mode', mode: to })} />
      <span className={styles.rule} />
      <ScenarioMenu
        session={session}
        detail={mode === 'debug' ? sayOrder(session) : null}
        scenarios={scenarios}
        onOpen={(scenario) => dispatch({ do: 'open', session: openSession(scenario) })}
      />
      {mode === 'debug' && (
        <>
          <SeedField
            seed={session.seed}
            onSeed={(seed) => dispatch({ do: 'revise', session: { ...session, seed } })}
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
      {mode === 'plan' && <AimMenus session={session} onAim={(aim) => dispatch(aimChange(session, aim))} />}
      <span className={styles.spring} />
      <KeysHelp />
      <ThemeButton />
      <Share state={state} />
    </header>
  )
}

export function ScenarioMenu({
  session,
  detail,
  scenarios,
  onOpen,
}: {
  readonly session: State['session']
  /** What else there is to say of what is shown. */
  readonly detail: string | null
  readonly scenarios: readonly Scenario[]
  readonly onOpen: (scenario: Scenario) => void
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.field} aria-label={`Scenario: ${session.scenario.title}`}>
        <span className={styles.title}>{session.scenario.title}</span>
        {detail && <span className={styles.quiet}>· {detail}</span>}
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.scenarios} align="start" sideOffset={6} collisionPadding={12}>
          <DropdownMenu.RadioGroup value={session.scenario.name}>
            {scenarios.map((scenario) => (
              <DropdownMenu.RadioItem
                key={scenario.name}
                value={scenario.name}
                className={styles.menuItem}
                onSelect={() => onOpen(scenario)}
              >
                <b>{scenario.title}</b>
                <span>{scenario.about}</span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** `servers first`, `clients first` or `mixed order`; of a pair on its own, which one. */
export function sayOrder({ scenario, steps, pair }: State['session']): string {
  if (pair) {
    const levels = Object.entries(pair.choice.at ?? {}).map(([name, value]) => `${name} ${value}`)
    return [sayPair(scenario), pair.choice.variant, ...levels].filter(Boolean).join(', ')
  }
  const roles = steps.map(({ node }) => scenario.nodes.find(({ id }) => id === node)?.role)
  const changes = roles.filter((role, i) => role !== roles[i - 1]).length
  if (roles.length === 0) return 'no upgrade'
  if (changes === 1) return `${roles[0]}s only`
  return changes === new Set(roles).size ? `${roles[0]}s first` : 'mixed order'
}

/** `client 3.1 dials server 3.2`. */
function sayPair({ nodes, roles }: Scenario): string {
  const names = nodes.map(({ role, release }) => {
    const releases = roles.find(({ name }) => name === role)?.releases
    return `${role} ${releases?.find(({ name }) => name === release)?.label ?? release}`
  })
  return names.join(' dials ')
}

const modes: readonly (readonly [Mode, string])[] = [
  ['debug', 'Debug'],
  ['plan', 'Plan'],
  ['matrix', 'Matrix'],
]

/** What the page is for at the moment. */
function Modes({ mode, onMode }: { readonly mode: Mode; readonly onMode: (mode: Mode) => void }) {
  return (
    <nav className={styles.modes} aria-label="Modes">
      {modes.map(([name, label]) => (
        <button
          key={name}
          type="button"
          aria-current={name === mode ? 'page' : undefined}
          onClick={() => onMode(name)}
        >
          {label}
        </button>
      ))}
    </nav>
  )
}

function SeedField({ seed, onSeed }: { readonly seed: number; readonly onSeed: (seed: number) => void }) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const isGood = draft === null || /^-?\d{1,10}$/.test(draft)
  const commit = () => {
    if (draft !== null && isGood && Number(draft) !== seed) onSeed(Number(draft) | 0)
    setDraft(null)
  }
  return (
    <span className={styles.field}>
      <label htmlFor={id} className={styles.quiet}>
        seed
      </label>
      <input
        id={id}
        className={styles.seed}
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? String(seed)}
        aria-invalid={!isGood}
        title="Decides every latency: the same seed gives the same run"
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setDraft(null)
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault()
            setDraft(null)
            onSeed((seed + (event.key === 'ArrowUp' ? 1 : -1)) | 0)
          }
        }}
      />
    </span>
  )
}

export function ThemeButton() {
  const theme = useTheme()
  const other = theme === 'light' ? 'dark' : 'light'
  return (
    <button
      type="button"
      className={styles.icon}
      aria-label={`Switch to the ${other} theme`}
      title={`Switch to the ${other} theme (T)`}
      onClick={() => chooseTheme(other)}
    >
      {theme === 'light' ? <Moon size={16} aria-hidden /> : <Sun size={16} aria-hidden />}
    </button>
  )
}
