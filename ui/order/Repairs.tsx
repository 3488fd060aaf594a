import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { checkOrder } from '#sim/plan/check.ts'
import type { Counterexample } from '#sim/plan/model.ts'
import type { Scenario } from '#sim/scenario/model.ts'
import { rolloutSteps } from '#sim/scenario/order/units.ts'
import { capital } from '#sim/text/say-list.ts'
import { list } from '#ui/kit/words.ts'
import type { Steps } from '#ui/planning/steps.ts'
import lane from './OrderLane.module.css'
import styles from './Repairs.module.css'

/** What would repair an order that breaks, and the shortest way into the same trouble. */
export function Repairs({
  scenario,
  steps,
  onUse,
  onShow,
}: {
  readonly scenario: Scenario
  readonly steps: Steps
  readonly onUse: (steps: Steps) => void
  readonly onShow: (example: Counterexample) => void
}) {
  const [isOpen, setOpen] = useState(false)
  return (
    <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={setOpen}>
      <DropdownMenu.Trigger className={lane.button}>
        Repair <ChevronDown size={12} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={12}
        >
          {isOpen && <Items {...{ scenario, steps, onUse, onShow }} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Items({ scenario, steps, onUse, onShow }: Parameters<typeof Repairs>[0]) {
  const [{ repairs, counterexample }] = useState(() => checkOrder(scenario, steps))
  return (
    <>
      {repairs.map(({ kind, text, order }) =>
        order ? (
          <DropdownMenu.Item key={text} className={styles.item} onSelect={() => onUse(rolloutSteps(order))}>
            {capital(text)}
          </DropdownMenu.Item>
        ) : (
          <DropdownMenu.Label key={text} className={styles.label}>
            {capital(text)}
            <small>{kind === 'accept' ? 'a change of the release' : ''}</small>
          </DropdownMenu.Label>
        ),
      )}
      {repairs.length === 0 && (
        <DropdownMenu.Label className={styles.label}>
          Nothing is known that would repair it.
        </DropdownMenu.Label>
      )}
      {counterexample && (
        <>
          <DropdownMenu.Separator className={styles.separator} />
          <DropdownMenu.Item className={styles.item} onSelect={() => onShow(counterexample)}>
            Show the shortest way into it
            <small>
              {counterexample.steps.length === 0
                ? 'from the start'
                : list(counterexample.steps.map(({ unit }) => unit))}
            </small>
          </DropdownMenu.Item>
        </>
      )}
    </>
  )
}
