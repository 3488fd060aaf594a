import { Play } from 'lucide-react'
import { useMemo } from 'react'
import type { PairChoice } from '#sim/pair/pair-scenario.ts'
import type { PairResult } from '#sim/rules/matrix.ts'
import type { Release, Scenario } from '#sim/scenario/model.ts'
import { type Outcome, outcomes } from '#sim/scenario/outcome.ts'
import { releasesOf } from '#sim/scenario/release.ts'
import { opposite, type Side, sides } from '#sim/scenario/side.ts'
import { variantOf } from '#sim/scenario/variant.ts'
import { capital } from '#sim/text/say-list.ts'
import { handshake } from '#sim/views/handshake.ts'
import { sayPress } from '#ui/commands/press.ts'
import { viewKeys } from '#ui/commands/view-keys.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf, wordOf } from '#ui/glyphs/outcome.ts'
import { FactsTable } from '#ui/kit/FactsTable.tsx'
import { beliefOf } from './belief.ts'
import { endBehind, endNames, mutualOf } from './end-behind.ts'
import { HandshakeChart } from './HandshakeChart.tsx'
import styles from './PairDetail.module.css'
import { Sources } from './Sources.tsx'
import { sayWithSpaces } from './say-with-spaces.ts'

/** One pair of releases: what comes of it, its handshake, what each end said, and where that is known from. */
export function PairDetail({
  whole,
  choice,
  result,
  onRun,
}: {
  /** The scenario, with its variants. */
  readonly whole: Scenario
  readonly choice: PairChoice
  /** Undefined until it is explored. */
  readonly result: PairResult | undefined
  readonly onRun: () => void
}) {
  const told = useMemo(() => handshake(whole, choice), [whole, choice])
  const scenario = variantOf(whole, choice.variant) ?? whole
  const link = scenario.links.find(({ name }) => name === choice.link)
  if (link === undefined) return null
  const releases = {
    dialer: releaseNamed(scenario, link.dialer, choice.dialer),
    acceptor: releaseNamed(scenario, link.acceptor, choice.acceptor),
  }
  const age = (side: Side) =>
    scenario.roles.find(({ name }) => name === link[side])?.releases.indexOf(releases[side] as Release) ?? 0
  const columns = sides.map((side) => ({
    side,
    name: link[side],
    label: releases[side]?.label ?? choice[side],
    isNew: age(side) > age(opposite(side)),
    end: told?.pair.ends[side] ?? null,
  }))
  const [dialer, acceptor] = columns.map(({ name, label, isNew, end }) => ({
    role: name,
    label,
    isNew,
    ...beliefOf(end),
  }))
  return (
    <section
      className={styles.detail}
      aria-label={`${link.dialer} ${choice.dialer} dials ${link.acceptor} ${choice.acceptor}`}
    >
      <header className={styles.head}>
        <div>
          <h2>
            {link.dialer} <b>{choice.dialer}</b> dials {link.acceptor} <b>{choice.acceptor}</b>
          </h2>
          <OutcomeLine result={result} roles={link} />
        </div>
        <button
          type="button"
          className={styles.primary}
          onClick={onRun}
          title={`${sayPress(viewKeys.enter.keys.enter.press)}, in the table`}
        >
          <Play size={14} fill="currentColor" aria-hidden /> Run it in Debug
        </button>
      </header>
      {result && (
        <div>
          <p className={styles.reason}>
            {result.lost.length > 0 && result.outcome === 'degraded'
              ? `Both ends agree on ${result.negotiated}, and something is lost.`
              : `${capital(result.reason)}.`}
          </p>
          {result.needed.map((text) => (
            <p key={text} className={styles.useless}>
              Of no use: {link.dialer} {choice.dialer} {text}.
            </p>
          ))}
          {result.unsupported.map((text) => (
            <p key={text} className={styles.loss}>
              Not supported: {text}.
            </p>
          ))}
          {result.lost.map((loss) => (
            <p key={loss} className={styles.loss}>
              {capital(loss)}.
            </p>
          ))}
        </div>
      )}
      {told && dialer && acceptor && <HandshakeChart handshake={told} ends={{ dialer, acceptor }} />}
      {told && (
        <div>
          <h3>What each end said and heard</h3>
          <FactsTable columns={columns} />
        </div>
      )}
      {result && (
        <div>
          <h3>Under every delivery order</h3>
          <Orders result={result} />
        </div>
      )}
      <Sources scenario={scenario} link={link} releases={releases} result={result} />
    </section>
  )
}

type Roles = Readonly<Record<Side, string>>

function OutcomeLine({ result, roles }: { readonly result: PairResult | undefined; readonly roles: Roles }) {
  if (result === undefined) return <p className={styles.verdict}>being explored…</p>
  const behind = endBehind(result)
  const mutual = mutualOf(result)
  return (
    <p className={styles.verdict} data-tone={toneOf(result.outcome)}>
      <OutcomeGlyph outcome={result.outcome} title="" /> <b>{wordOf(result.outcome)}</b>
      {result.negotiated !== null && result.outcome !== 'half-open' && <span>at {result.negotiated}</span>}
      {behind && (
        <span>
          the {endNames(roles)[behind.side]} {behind.does}
        </span>
      )}
      {mutual && <span>{mutual}</span>}
    </p>
  )
}

/** Whether the order in which messages arrive matters, and how. */
function Orders({ result: { schedules, outcomes: counts } }: { readonly result: PairResult }) {
  const found = outcomes.filter((outcome) => (counts[outcome] ?? 0) > 0)
  const [only] = found
  if (found.length === 1 && only) {
    return (
      <p className={styles.orders}>
        <OutcomeGlyph outcome={only} size={14} title="" />
        <span>
          {schedules === 1 ? 'The only one' : `All ${sayWithSpaces(schedules)}`}{' '}
          {schedules === 1 ? 'ends' : 'end'} {wordOf(only)}.
        </span>
      </p>
    )
  }
  return (
    <ul className={styles.orders}>
      {found.map((outcome: Outcome) => (
        <li key={outcome}>
          <OutcomeGlyph outcome={outcome} size={14} title="" />
          <span>
            {sayWithSpaces(counts[outcome] ?? 0)} of {sayWithSpaces(schedules)} end {wordOf(outcome)}.
          </span>
        </li>
      ))}
    </ul>
  )
}

function releaseNamed({ roles }: Scenario, role: string, name: string): Release | undefined {
  return releasesOf({ roles }, role).find((one) => one.name === name)
}
