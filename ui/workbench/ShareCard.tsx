import { Check, Link } from 'lucide-react'
import { useMemo, useState } from 'react'
import { digest } from '#sim/engine/digest.ts'
import { sayNumber } from '#sim/text/say-number.ts'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import { ownTextOf } from '#ui/session/own-text.ts'
import type { Mode, State } from '#ui/session/state.ts'
import { linkTo } from '#ui/share/link-to.ts'
import { nameOfShared } from './name-of-shared.ts'
import styles from './Share.module.css'

const holds: Readonly<Record<Mode, string>> = {
  debug:
    'Scenario, seed, order and everything that you did to it are in the link. Whoever opens it sees the same run, here.',
  plan: 'The scenario, what its upgrade is for, and your order are in the link.',
  matrix: 'The scenario and the cell that you look at are in the link.',
}

const holdsOfOwn: Readonly<Record<Mode, string>> = {
  debug:
    'seed, order and everything that you did to it are in the link. Nothing of it goes anywhere by itself.',
  plan: 'what its upgrade is for, and your order are in the link. Nothing of it goes anywhere by itself.',
  matrix: 'and the cell that you look at are in the link. Nothing of it goes anywhere by itself.',
}

/** Mail programs and chats cut what is longer, in characters. */
const longestLink = 8_000

/** The link to what is shown, and what is in it. */
export function ShareCard({ state }: { readonly state: State }) {
  const { run, mode } = state
  const what = nameOfShared(state)
  const print = useMemo(() => digest(run.trace), [run])
  const url = linkTo(state)
  const own = ownTextOf(state.session)
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async () => {
    try {
      // Pages that come over plain HTTP from elsewhere have none: that fails, too.
      await navigator.clipboard.writeText(url)
      setCopied(true)
    } catch {
      setCopied(false)
    }
  }
  return (
    <>
      <h2>Share this {what}</h2>
      <p>{own ? `The text of ${own.file}, ${holdsOfOwn[mode]}` : holds[mode]}</p>
      {url.length > longestLink && (
        <p role="alert">
          This link has {sayNumber(String(url.length))} characters. Many programs cut one that has more than{' '}
          {sayNumber(String(longestLink))}: better send the file.
        </p>
      )}
      <div className={styles.copy}>
        <input
          readOnly
          value={url}
          aria-label={`Link to this ${what}`}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className={controls.button} onClick={copy}>
          {copied ? <Check size={15} aria-hidden /> : <Link size={15} aria-hidden />}{' '}
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
      {copied === false && (
        <p role="alert">The browser did not allow it: the link is in the field, ready to copy.</p>
      )}
      {mode === 'debug' && (
        <p className={`${floating.aside} ${styles.digest}`}>
          Digest of the trace <code data-testid="digest">{print}</code>
        </p>
      )}
    </>
  )
}
