import { ChevronDown } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useMedia } from '#ui/kit/useMedia.ts'
import styles from './Parts.module.css'

/**
 * The list of machines and one machine: side by side where there is room, else one above the other, with a list that
 * folds; on a phone one at a time.
 */
export function Parts({
  list,
  count,
  machine,
  name,
}: {
  /** @param onChosen is to be told when a machine was chosen */
  readonly list: (onChosen: () => void) => ReactNode
  /** How many machines there are in the list. */
  readonly count: string
  readonly machine: ReactNode
  /** The machine that is looked at. */
  readonly name: string
}) {
  const isPhone = useMedia('(max-width: 399px)')
  const [tab, setTab] = useState('machine')
  const [isListed, setIsListed] = useState(true)
  if (isPhone) {
    return (
      <Tabs.Root className={styles.tabs} value={tab} onValueChange={setTab}>
        <Tabs.List className={styles.tabList} aria-label="Parts of the inspector">
          <Tabs.Trigger value="machines">Machines</Tabs.Trigger>
          <Tabs.Trigger value="machine">{name}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="machines" className={styles.tab} tabIndex={-1}>
          <p className={styles.count} role="status">
            {count}
          </p>
          {list(() => setTab('machine'))}
        </Tabs.Content>
        <Tabs.Content value="machine" className={styles.tab} tabIndex={-1}>
          {machine}
        </Tabs.Content>
      </Tabs.Root>
    )
  }
  return (
    <div className={styles.parts} data-listed={isListed || undefined}>
      <div className={styles.machines}>
        <div className={styles.head}>
          <button
            type="button"
            className={styles.fold}
            aria-expanded={isListed}
            onClick={() => setIsListed(!isListed)}
          >
            <ChevronDown size={14} aria-hidden /> Machines
          </button>
          <h2>Machines</h2>
          <p className={styles.count} role="status">
            {count}
          </p>
        </div>
        <div className={styles.list}>{list(() => {})}</div>
      </div>
      {machine}
    </div>
  )
}
