import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import type { Plan } from '#sim/plan/model.ts'
import { inListedOrder, type RunbookWave, whichOf } from '#sim/plan/runbook.ts'
import { capital } from '#sim/text/say-list.ts'
import { SignGlyph } from '#ui/glyphs/SignGlyph.tsx'
import controls from '#ui/kit/controls.module.css'
import type { PlanAnswer } from '#ui/planning/compute.ts'
import { CostTable } from './CostTable.tsx'
import styles from './Runbook.module.css'

export interface RunbookProps {
  readonly answer: PlanAnswer
  /** Whether your order is the best one already. */
  readonly isUsed: boolean
  readonly isBackShown: boolean
  readonly onUse: () => void
  readonly onWatch: () => void
  readonly onShowBack: (isShown: boolean) => void
}

/** The plan as somebody follows it: waves, what to look for, and the ways back. */
export function Runbook(props: RunbookProps) {
  const { answer, isUsed, onUse, onWatch } = props
  const { plan, book, markdown } = answer
  const isWay = book.waves.length > 0
  return (
    <section id="runbook" className={styles.runbook} aria-label="Runbook" tabIndex={-1}>
      <header className={styles.head}>
        <h2>Runbook</h2>
        <CopyButton text={markdown} />
        <Export name={plan.scenario} text={markdown} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard has to reach it for that. */}
      <div className={styles.body} tabIndex={0}>
        {isWay ? <Pages {...props} /> : <p className={styles.none}>There is no safe order to follow.</p>}
      </div>
      {isWay && (
        <footer className={styles.foot}>
          <button type="button" className={styles.primary} disabled={isUsed} onClick={onUse}>
            {isUsed ? (
              <>
                <Check size={15} aria-hidden /> This is your order
              </>
            ) : plan.route ? (
              'Use the route'
            ) : (
              'Use the best order'
            )}
          </button>
          <button type="button" className={controls.button} onClick={onWatch}>
            Watch it
          </button>
        </footer>
      )}
    </section>
  )
}

function Pages({ answer, isBackShown, onShowBack }: RunbookProps) {
  const { plan, book } = answer
  const { waves, done } = book
  const firsts = waves.map((_, i) => waves.slice(0, i).reduce((sum, { steps }) => sum + steps.length, 0))
  return (
    <>
      {waves.map((wave, i) => (
        <Wave
          // biome-ignore lint/suspicious/noArrayIndexKey: a wave is nothing but its place.
          key={i}
          plan={plan}
          wave={wave}
          place={i}
          first={firsts[i] ?? 0}
          isLast={i === waves.length - 1}
        />
      ))}
      <div className={styles.note}>
        <b>Done</b> <p>{done}.</p>
      </div>
      <CostTable answer={answer} />
      <Back plan={plan} isShown={isBackShown} onShow={onShowBack} />
      <Provisos plan={plan} />
      <Granted plan={plan} />
    </>
  )
}

function Wave({
  plan,
  wave,
  place,
  first,
  isLast,
}: {
  readonly plan: Plan
  readonly wave: RunbookWave
  readonly place: number
  /** How many steps come before it. */
  readonly first: number
  readonly isLast: boolean
}) {
  const { pointOfNoReturn } = plan.rollback
  const isFinal = (unit: string, to: string) =>
    wave.isFinal && pointOfNoReturn?.step.unit === unit && pointOfNoReturn.step.to === to
  const last = pointOfNoReturn && whichOf(plan, pointOfNoReturn)
  const fromWhere =
    last === null || last.unit === pointOfNoReturn?.step.unit ? 'From here' : `From ${last.unit} on`
  return (
    <section aria-label={`Wave ${place + 1}`}>
      <h3 className={styles.wave}>
        <b>Wave {place + 1}</b> {wave.title}
        <span>{wave.hint}</span>
      </h3>
      {/* Later waves begin where what has to be so after the one before is so. */}
      {place === 0 && <Notes name="Before" notes={wave.before} />}
      <ol className={styles.steps}>
        {wave.steps.map(({ step: { unit, to }, text, effect }, i) => (
          <li key={text}>
            <span className={styles.number} aria-hidden="true">
              {first + i + 1}
            </span>
            <b>{text}</b>
            {effect !== '' && <p>{effect}</p>}
            {isFinal(unit, to) && (
              <p className={styles.noReturn}>
                {fromWhere} there is no safe way back: {pointOfNoReturn?.reason}.
                {last === null && ` This is so ${inListedOrder}.`}
              </p>
            )}
          </li>
        ))}
      </ol>
      {wave.losses.length > 0 && (
        <div className={styles.losses}>
          <b>
            <SignGlyph kind="degraded" size={13} /> degraded{isLast ? '' : ` until wave ${place + 2}`}
          </b>
          {wave.losses.map((loss) => (
            <p key={loss}>{capital(loss)}.</p>
          ))}
        </div>
      )}
      <Notes name="Check" notes={wave.gate} />
      <div className={styles.note}>
        <b>Undo</b> <p>{capital(wave.rollback)}</p>
      </div>
    </section>
  )
}

function Notes({ name, notes }: { readonly name: string; readonly notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <div className={styles.note}>
      <b>{name}</b>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  )
}

function Back({
  plan,
  isShown,
  onShow,
}: {
  readonly plan: Plan
  readonly isShown: boolean
  readonly onShow: (isShown: boolean) => void
}) {
  const last = plan.rollback.ways.at(-1)
  if (last === undefined) return null
  const { phases, isKnown, losses, safeOrders, reason } = last
  return (
    <section className={styles.back} aria-label="Rollback">
      <header>
        <h3>Rollback</h3>
        {phases && phases.length > 0 && (
          <button type="button" aria-pressed={isShown} onClick={() => onShow(!isShown)}>
            {isShown ? 'Show the best order' : 'Show as an order'}
          </button>
        )}
      </header>
      {phases ? (
        <>
          <p>
            {losses.length > 0
              ? `From the end, a way leads back to the start, and data is lost on it: ${losses.join('; ')}.`
              : isKnown
                ? 'From the end, a safe way leads back to the start.'
                : 'Nothing was found against going back from the end to the start.'}
            {safeOrders !== null &&
              ` ${safeOrders === '1' ? 'One order' : `${safeOrders} orders`} of it ${isKnown ? `${safeOrders === '1' ? 'is' : 'are'} safe` : `${safeOrders === '1' ? 'breaks' : 'break'} nothing`}.`}
          </p>
          <ol className={styles.chips}>
            {phases.flat().map(({ unit, to }) => (
              <li key={`${unit} ${to}`}>{unit}</li>
            ))}
          </ol>
        </>
      ) : (
        <p>From the end, no safe way leads back to the start: {reason}.</p>
      )}
    </section>
  )
}

/** What has to be true, or done beside the steps, as the scenario says. */
function Provisos({ plan: { holdsOnlyIf } }: { readonly plan: Plan }) {
  if (holdsOnlyIf.length === 0) return null
  return (
    <section className={styles.back} aria-label="Holds only if">
      <header>
        <h3>Holds only if</h3>
      </header>
      <ul className={styles.granted}>
        {holdsOnlyIf.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  )
}

/** What the answer rests on that nobody has said, each with the key that settles it. */
function Granted({ plan: { takenForGranted } }: { readonly plan: Plan }) {
  if (takenForGranted.length === 0) return null
  return (
    <section className={styles.back} aria-label="Taken for granted">
      <header>
        <h3>Taken for granted</h3>
      </header>
      <p>The scenario does not say:</p>
      <ul className={styles.granted}>
        {takenForGranted.map(({ kind, text, key }) => (
          <li key={kind}>
            {text} <code>{key}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  const says = copied === null ? 'Copy' : copied ? 'Copied' : 'Not allowed'
  return (
    <>
      <button type="button" className={styles.button} onClick={copy} onBlur={() => setCopied(null)}>
        {copied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />} {says}
      </button>
      <span className="visually-hidden" role="status">
        {copied === null ? '' : copied ? 'Copied.' : 'The browser did not allow it.'}
      </span>
    </>
  )
}

/** Saves the text as a file. */
function Export({ name, text }: { readonly name: string; readonly text: string }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${name}-runbook.md`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <button type="button" className={styles.button} onClick={save}>
      <Download size={13} aria-hidden /> Export
    </button>
  )
}
