import { Check, Download, Link } from 'lucide-react'
import { useMemo, useState } from 'react'
import { digest } from '#sim/engine/digest.ts'
import { sayNumber, sayNumberOf } from '#sim/text/say-number.ts'
import { type Nameless, withoutNames } from '#ui/document/nameless.ts'
import { saveParley } from '#ui/document/save-file.ts'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import { ownTextOf } from '#ui/session/own-text.ts'
import type { State } from '#ui/session/state.ts'
import { contentsOf } from '#ui/share/contents.ts'
import { linkTo, longestLink } from '#ui/share/link-to.ts'
import { nameOfShared } from './name-of-shared.ts'
import styles from './Share.module.css'

/** The link to what is shown, what is in it, and the file in its place where it would be too long. */
export function ShareCard({ state }: { readonly state: State }) {
  const own = ownTextOf(state.session)
  const what = nameOfShared(state)
  const [isNameless, setNameless] = useState(false)
  const nameless = useMemo(() => (isNameless ? withoutNames(state) : null), [isNameless, state])
  const shared = nameless?.ok ? nameless.state : state
  const { run, mode } = shared
  const print = useMemo(() => digest(run.trace), [run])
  const url = useMemo(() => linkTo(shared), [shared])
  const isTooLong = url === null || url.length > longestLink
  return (
    <>
      <h2>Share this {what}</h2>
      <p>The link holds</p>
      <ul className={styles.holds}>
        {contentsOf(shared).map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {own && (
        <label className={styles.option}>
          <input
            type="checkbox"
            checked={isNameless}
            onChange={(event) => setNameless(event.target.checked)}
          />
          Call nodes and hosts c1, c2 …
        </label>
      )}
      {nameless && <p role="status">{sayNameless(nameless)}</p>}
      {own && isTooLong ? (
        <>
          <p role="status">
            {url === null
              ? 'No link can hold so much.'
              : `As a link it would have ${sayNumber(String(url.length))} characters, and many programs cut one that has more than ${sayNumber(String(longestLink))}.`}{' '}
            Send it as a file instead: whoever drops that on this page sees the same.
          </p>
          <div className={styles.copy}>
            <button type="button" className={controls.button} onClick={() => saveParley(shared)}>
              <Download size={15} aria-hidden /> Save as .parley
            </button>
          </div>
        </>
      ) : url === null ? (
        <p role="status">What you did is more than a link can hold.</p>
      ) : (
        <>
          {isTooLong && (
            <p role="alert">
              This link has {sayNumber(String(url.length))} characters. Many programs cut one that has more
              than {sayNumber(String(longestLink))}.
            </p>
          )}
          <CopyField url={url} what={what} />
        </>
      )}
      <p className={floating.aside}>
        Nothing leaves this page by itself: what is here goes only where you send it.
        {mode === 'debug' && (
          <>
            {' '}
            Digest of the trace{' '}
            <code className={styles.digest} data-testid="digest">
              {print}
            </code>
          </>
        )}
      </p>
    </>
  )
}

function sayNameless(nameless: Nameless): string {
  if (!nameless.ok) return `${nameless.fault} The link has the names as they are.`
  const { count, isSameRun } = nameless
  const replaced = `${sayNumberOf(count, 'name')} replaced, in comments, too. Everything else of the text is as it is.`
  if (count === 0) return 'Nodes and hosts are called so already.'
  if (isSameRun === null) return `${replaced} Latencies are drawn by name: the run has other times.`
  return isSameRun
    ? `${replaced} It is the same run but for the names; its digest is another, as names are in it.`
    : `${replaced} Latencies are drawn by name, so that this run has other times, and another digest. Plans and the matrix are the same.`
}

function CopyField({ url, what }: { readonly url: string; readonly what: string }) {
  const [copied, setCopied] = useState<{ readonly url: string; readonly isDone: boolean } | null>(null)
  const isCopied = copied?.url === url && copied.isDone
  const copy = async () => {
    try {
      // Pages that come over plain HTTP from elsewhere have none: that fails, too.
      await navigator.clipboard.writeText(url)
      setCopied({ url, isDone: true })
    } catch {
      setCopied({ url, isDone: false })
    }
  }
  return (
    <>
      <div className={styles.copy}>
        <input
          readOnly
          value={url}
          aria-label={`Link to this ${what}`}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className={controls.button} onClick={copy}>
          {isCopied ? <Check size={15} aria-hidden /> : <Link size={15} aria-hidden />}{' '}
          {isCopied ? 'Copied' : 'Copy'}
        </button>
      </div>
      {copied?.url === url && !copied.isDone && (
        <p role="alert">The browser did not allow it: the link is in the field, ready to copy.</p>
      )}
    </>
  )
}
