import { Popover } from 'radix-ui'
import { grouped } from '#sim/text/say-number.ts'
import styles from './BigNumber.module.css'
import { abridged, sayPlainly } from './big.ts'

/** A number of orders. One that is rounded opens to all of its digits. */
export function BigNumber({
  decimal,
  tone,
}: {
  readonly decimal: string
  /** The one big number, or a number among words. */
  readonly tone: 'accent' | 'bad' | 'text'
}) {
  const { text, power } = abridged(decimal)
  if (power === null) {
    return tone === 'text' ? (
      text
    ) : (
      <b className={styles[tone]} data-long={text.length > 3 || undefined}>
        {text}
      </b>
    )
  }
  return (
    <Popover.Root>
      <Popover.Trigger
        className={[styles.open, tone !== 'text' && styles[tone]].filter(Boolean).join(' ')}
        data-long
        aria-label={`${sayPlainly(decimal)}, all digits`}
        title="All digits"
      >
        {text}
        <sup>{power}</sup>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.digits} align="start" sideOffset={6} collisionPadding={12}>
          <h2>{decimal.length} digits</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard has to reach it for that. */}
          <p tabIndex={0}>{grouped(decimal)}</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
