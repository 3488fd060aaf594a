import type { Blame, Plan } from '#sim/plan/model.ts'
import { backsOf, sayBacks } from '#sim/plan/rollback.ts'
import { inListedOrder, whichOf } from '#sim/plan/runbook.ts'
import { sayPrecedences } from '#sim/plan/say-precedence.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { oneOf } from '#sim/text/nearest.ts'
import { capital, sayCount } from '#sim/text/say-list.ts'
import { BigNumber } from '#ui/kit/BigNumber.tsx'
import { sayPlainly } from '#ui/kit/big.ts'
import { SourceNote } from '#ui/kit/SourceNote.tsx'
import { list } from '#ui/kit/words.ts'
import { stepsIn } from '#ui/planning/order-of.ts'
import { passedBy, sayStep, withLabels } from '#ui/planning/say.ts'
import { More } from './More.tsx'
import styles from './Summary.module.css'

/** What a plan comes to: how many orders are safe, what they have in common or who is to blame, and the way back. */
export function Summary({
  scenario,
  plan,
  isBrief = false,
}: {
  readonly scenario: Scenario
  readonly plan: Plan
  /** Whether only what comes first is told. */
  readonly isBrief?: boolean
}) {
  return (
    <section
      id="summary"
      className={styles.summary}
      data-brief={isBrief || undefined}
      aria-label="Summary"
      tabIndex={-1}
    >
      <Orders plan={plan} />
      {plan.verdict === 'unknown' ? (
        <Unknown plan={plan} />
      ) : plan.phases.length === 0 || plan.route !== null ? (
        <Unsafe scenario={scenario} plan={plan} />
      ) : (
        <>
          <Precedences scenario={scenario} plan={plan} />
          <NoReturn scenario={scenario} plan={plan} />
        </>
      )}
    </section>
  )
}

const words: Readonly<Record<Plan['verdict'], string>> = {
  safe: 'Safe',
  unsupported: 'Unsupported',
  unsafe: 'Unsafe',
  unknown: 'Not known',
}

function Orders({
  plan: { allOrders, safeOrders, unsupportedOrders, verdict, route },
}: {
  readonly plan: Plan
}) {
  if (safeOrders === null || allOrders === null) {
    return (
      <div className={styles.number}>
        <b className={styles.word} data-verdict={verdict}>
          {words[verdict]}
        </b>
        <p>
          {allOrders === null ? 'the orders' : `${sayPlainly(allOrders)} orders`}
          <br />
          were not counted
        </p>
      </div>
    )
  }
  const isOne = allOrders === '1'
  return (
    <div className={styles.number}>
      <BigNumber decimal={safeOrders} tone={safeOrders === '0' ? 'bad' : 'accent'} />
      <p>
        <span>
          of <BigNumber decimal={allOrders} tone="text" /> {route && 'straight '}
          {isOne ? 'order' : 'orders'}
        </span>
        <br />
        {isOne || safeOrders === '1' ? 'is' : 'are'} safe
        {unsupportedOrders !== null && unsupportedOrders !== '0' && (
          <small>
            <BigNumber decimal={unsupportedOrders} tone="text" /> more are unsupported
          </small>
        )}
      </p>
    </div>
  )
}

/** More than these take too much room. */
const mostSaid = 3

const sayFirst = (scenario: Scenario, text: string) => `${capital(withLabels(scenario, text))}.`

function Precedences({ scenario, plan }: { readonly scenario: Scenario; readonly plan: Plan }) {
  const say = (text: string) => sayFirst(scenario, text)
  const { isExact, precedencesSuffice, allOrders, safeOrders } = plan
  const precedences = sayPrecedences(scenario, plan)
  const [first] = precedences
  if (first === undefined) {
    const isFree = precedencesSuffice || (safeOrders !== null && safeOrders === allOrders)
    return (
      <div className={styles.block}>
        <h2>What must come first</h2>
        <b>{isFree ? 'Nothing.' : isExact ? 'No step comes first in all.' : 'Not known.'}</b>
        <p>
          {isFree
            ? 'Every order is safe.'
            : isExact
              ? 'Safe orders have no precedence in common: which step may come next depends on those taken.'
              : 'There may be more safe orders than were found.'}
        </p>
      </div>
    )
  }
  const rest = precedencesSuffice
    ? 'Nothing else matters.'
    : 'More matters than this: not every such order is safe.'
  return (
    <div className={`${styles.block} ${styles.wide}`}>
      <h2>What must come first</h2>
      {precedences.length === 1 ? (
        <>
          <b>{say(first.text)}</b>
          <p>
            {first.units}. {rest}
          </p>
        </>
      ) : (
        <>
          <ul className={styles.list}>
            {precedences.slice(0, mostSaid).map(({ text }) => (
              <li key={text}>{say(text)}</li>
            ))}
          </ul>
          <p>
            {precedences.length > mostSaid && (
              <MorePrecedences
                label={`and ${precedences.length - mostSaid} more.`}
                {...{ scenario, precedences }}
              />
            )}{' '}
            {rest}
          </p>
        </>
      )}
    </div>
  )
}

/** All that must come first, behind a few words. */
function MorePrecedences({
  label,
  scenario,
  precedences,
}: {
  readonly label: string
  readonly scenario: Scenario
  readonly precedences: ReturnType<typeof sayPrecedences>
}) {
  return (
    <More label={label} title="What must come first">
      <ol className={styles.all}>
        {precedences.map((each) => (
          <li key={each.text}>
            <b>{sayFirst(scenario, each.text)}</b> {each.units}.
          </li>
        ))}
      </ol>
    </More>
  )
}

function NoReturn({ scenario, plan }: { readonly scenario: Scenario; readonly plan: Plan }) {
  const { pointOfNoReturn } = plan.rollback
  const backs = backsOf(plan.rollback)
  if (pointOfNoReturn === null) {
    return (
      <div className={styles.block}>
        <h2>Point of no return</h2>
        <b>{backs === 'nothing' ? 'None found.' : 'None.'}</b>
        <p>{sayBacks[backs]}</p>
      </div>
    )
  }
  const { phase, step, reason } = pointOfNoReturn
  const one = whichOf(plan, pointOfNoReturn)
  const what =
    one === null || one.unit === step.unit
      ? sayStep(scenario, step).replace(/^./, (first) => first.toLowerCase())
      : `${one.unit} to ${one.to}`
  const place = plan.phases
    .slice(0, phase)
    .flat()
    .reduce((sum, each) => sum + stepsIn(each), 1)
  return (
    <div className={styles.block}>
      <h2>Point of no return</h2>
      <b>
        Step {place}: {what}.
      </b>
      <p>
        {capital(reason)}.{one === null && ` This is so ${inListedOrder}.`}
      </p>
    </div>
  )
}

function Unsafe({ scenario, plan }: { readonly scenario: Scenario; readonly plan: Plan }) {
  const { blame, route, wouldHelp } = plan
  const precedences = sayPrecedences(scenario, plan)
  const [first] = precedences
  return (
    <>
      <div className={`${styles.block} ${styles.wide}`}>
        <h2>{blame.length > 1 ? 'Rules to blame' : 'The rule to blame'}</h2>
        {blame.length === 0 && <b>Several rules together leave no order.</b>}
        {blame.slice(0, 1).map((each) => (
          <Rule key={each.rule} scenario={scenario} blame={each} others={blame} />
        ))}
      </div>
      <div className={styles.block}>
        <h2>A way round</h2>
        {route ? (
          <>
            <b>Through {list(passedBy(scenario, route), 4)}.</b>
            <p>
              {sayCount(route.steps, 'step')} in {sayCount(route.phases.length, 'wave')}
              {route.isShortest ? '; no way has fewer steps.' : '; there may be a shorter one.'}
              {route.safeOrders !== null && ` ${sayPlainly(route.safeOrders)} orders of it are safe.`}
              {route.sameForAll &&
                ` The same for all of a role takes ${sayCount(route.sameForAll.phases.flat().length, 'step')}.`}
              {first && (
                <>
                  {' '}
                  {sayFirst(scenario, first.text)}{' '}
                  {precedences.length > 1 && (
                    <MorePrecedences
                      label={`${precedences.length - 1} more must come first.`}
                      {...{ scenario, precedences }}
                    />
                  )}
                </>
              )}
            </p>
          </>
        ) : (
          <>
            <b>{wouldHelp.length > 0 ? `${capital(sayHelp(wouldHelp))}.` : 'None.'}</b>
            <p>
              No way through the known releases is safe, whatever releases lie between.
              {wouldHelp.length > 0 && ' Only one level more, or one role more, was tried.'}
            </p>
          </>
        )}
      </div>
    </>
  )
}

/** What would help, with the values of one level, or the releases of one role, together. */
const sayHelp = (helps: Plan['wouldHelp']) =>
  [...new Set(helps.map(({ name }) => name))]
    .map((name) => {
      const own = helps.filter((help) => help.name === name)
      const [{ text, to } = { text: '', to: '' }] = own
      return text.replace(` to ${to} as well`, ` to ${oneOf(own.map((help) => help.to))} as well`)
    })
    .join(', or ')

function Rule({
  scenario,
  blame: { rule, reason, source },
  others,
}: {
  readonly scenario: Scenario
  readonly blame: Blame
  readonly others: readonly Blame[]
}) {
  return (
    <>
      <b>{capital(withLabels(scenario, reason))}.</b>
      <p>
        Without this rule ({rule}) some order would be safe.{' '}
        <SourceNote scenario={scenario} source={source} />
        {others.length > 1 && (
          <More label={`and ${others.length - 1} more`} title="Rules to blame">
            <ol className={styles.all}>
              {others.map((each) => (
                <li key={each.rule}>
                  <b>{capital(each.reason)}.</b> {each.rule}{' '}
                  <SourceNote scenario={scenario} source={each.source} />
                </li>
              ))}
            </ol>
          </More>
        )}
      </p>
    </>
  )
}

function Unknown({ plan: { limits } }: { readonly plan: Plan }) {
  return (
    <>
      <div className={styles.block}>
        <h2>Proven</h2>
        <b>{sayCount(limits.states, 'mixed state')} looked at.</b>
        <p>{limits.proven.length === 0 ? 'Nothing more.' : `${capital(limits.proven.join('; '))}.`}</p>
      </div>
      <div className={styles.block}>
        <h2>Not proven</h2>
        <b>Neither that there is a safe way, nor that there is none.</b>
        <p>{capital(limits.notProven.join('; '))}.</p>
      </div>
    </>
  )
}
