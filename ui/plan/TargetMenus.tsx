import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { Condition, Scenario } from '#sim/scenario/model.ts'
import { usualConditions } from '#sim/scenario/model.ts'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import { labelOf } from '#ui/planning/say.ts'
import { type Session, type Target, wholeOf } from '#ui/session/session.ts'
import styles from './TargetMenus.module.css'

/** How much of its connections an upgrade has to keep. */
const strengths: readonly (readonly [Condition, string, string])[] = [
  ['open', 'every link open', 'Nothing may be lost on any connection that is needed.'],
  [
    'working',
    'every link open or degraded',
    'Every connection that is needed works, if with something lost.',
  ],
  ['service', 'only the service', 'Connections count as far as the service as a whole needs them.'],
]

/** What the upgrade is to lead from and to, and what has to hold on the way. */
export function TargetMenus({
  session,
  onTarget,
}: {
  readonly session: Session
  readonly onTarget: (target: Target) => void
}) {
  const whole = wholeOf(session)
  const target = session.target?.choice ?? {}
  return (
    <>
      {hasChoice(whole) && <FromTo session={session} whole={whole} target={target} onTarget={onTarget} />}
      <Keep session={session} target={target} onTarget={onTarget} />
    </>
  )
}

/** Whether some role has releases to choose from: more than two, or two where nothing is upgraded. */
function hasChoice({ roles, upgrade }: Scenario): boolean {
  const least = upgrade.steps.length === 0 ? 2 : 3
  return roles.some(({ releases }) => releases.length >= least)
}

/** The names of releases that several roles may share, oldest first. */
function releaseNames({ roles }: Scenario): string[] {
  return [...new Set(roles.flatMap(({ releases }) => releases.map(({ name }) => name)))]
}

/** The releases from and to which the upgrade of a scenario leads: one each, or those of its roles. */
function ends({ scenario }: Session): { readonly from: string; readonly to: string } {
  const last = new Map(scenario.upgrade.steps.map(({ node, to }) => [node, to]))
  const moved = scenario.nodes.filter(({ id }) => last.has(id))
  const say = (values: readonly (readonly [string, string])[]) => {
    const [one, ...others] = [...new Set(values.map(([role, name]) => labelOf(scenario, role, name)))]
    return others.length > 0 ? 'each its own' : (one ?? 'nothing')
  }
  return {
    from: say(moved.map(({ role, release }) => [role, release])),
    to: say(moved.map(({ role, id }) => [role, last.get(id) ?? ''])),
  }
}

function FromTo({
  session,
  whole,
  target,
  onTarget,
}: {
  readonly session: Session
  readonly whole: Scenario
  readonly target: Target
  readonly onTarget: (target: Target) => void
}) {
  const { from, to } = ends(session)
  const releases = releaseNames(whole)
  const own = 'as the scenario has it'
  const first = Math.min(...session.scenario.nodes.map(({ release }) => releases.indexOf(release)))
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={controls.field} aria-label={`From ${from} to ${to}`}>
        <span className={controls.quiet}>from</span> {from} <span className={controls.quiet}>to</span> {to}
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={`${floating.menu} ${styles.pair}`}
          align="start"
          sideOffset={6}
          collisionPadding={12}
        >
          {(['from', 'to'] as const).map((end) => (
            <DropdownMenu.RadioGroup
              key={end}
              value={target[end] ?? own}
              onValueChange={(value) => onTarget({ ...target, [end]: value === own ? undefined : value })}
            >
              <DropdownMenu.Label className={floating.label}>{end}</DropdownMenu.Label>
              {[own, ...releases].map((name) => (
                <DropdownMenu.RadioItem
                  key={name}
                  value={name}
                  className={floating.item}
                  disabled={end === 'to' && name !== own && releases.indexOf(name) <= first}
                  onSelect={(event) => event.preventDefault()}
                >
                  {name === own ? <span>{own}</span> : <b>{name}</b>}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Keep({
  session: { scenario },
  target,
  onTarget,
}: {
  readonly session: Session
  readonly target: Target
  readonly onTarget: (target: Target) => void
}) {
  const keep = scenario.upgrade.keep ?? usualConditions
  const chosen = strengths.find(([condition]) => keep.includes(condition)) ?? strengths[1]
  const others = keep.filter((condition) => strengths.every(([strength]) => strength !== condition))
  const more = others.map((each) => `, ${each}`).join('')
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={controls.field} aria-label={`Keep ${chosen?.[1]}${more}`}>
        <span className={controls.quiet}>keep</span>{' '}
        <span className={controls.title}>{`${chosen?.[1]}${more}`}</span>
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={floating.choices} align="start" sideOffset={6} collisionPadding={12}>
          <DropdownMenu.RadioGroup
            value={chosen?.[0] ?? ''}
            onValueChange={(value) => onTarget({ ...target, keep: [value as Condition, ...others] })}
          >
            {strengths.map(([condition, name, about]) => (
              <DropdownMenu.RadioItem key={condition} value={condition} className={floating.item}>
                <b>{name}</b>
                <span>{about}</span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          {others.length > 0 && (
            <DropdownMenu.Label className={floating.label}>
              Also kept: {others.map((each) => words[each] ?? each).join('; ')}.
            </DropdownMenu.Label>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const words: Partial<Record<Condition, string>> = {
  preferred: 'nobody is left with a fallback alone',
  readable: 'everybody can read the data',
  supported: 'the vendor supports every state',
}
