import { Keyboard } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useEffect, useState } from 'react'
import { withInspector } from '#ui/inspect/asked.ts'
import controls from '#ui/kit/controls.module.css'
import floating from '#ui/kit/floating.module.css'
import styles from './KeysHelp.module.css'

const keys: readonly (readonly [string, string])[] = [
  ['Space', 'play or pause'],
  ['← →', 'one event back or on'],
  ['Shift ← →', 'previous or next handshake'],
  ['[ ]', 'slower or faster'],
  ['Home End', 'start or end of the run'],
  ['Alt ← →', 'move the focused step of the order'],
  ['Ctrl Z', 'undo a change of the run'],
  ['1 – 4', 'go to cluster, inspector, timeline, order'],
  ['Esc', 'select less'],
  ['P', 'to the plan and back'],
  ['M', 'to the matrix and back'],
  ['← → ↑ ↓', 'in the plan: walk through the mixed states'],
  ['O D R S H', 'in the matrix: the next open, degraded, rejected, stalled, half-open'],
  ['Enter', 'in the plan: go to the state; in the matrix: run the pair'],
  ['T', 'light or dark'],
  ['?', 'this list'],
]

/** The keys of the workbench. */
export function KeysHelp() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const show = (event: KeyboardEvent) => {
      if (event.key === '?' && !(event.target instanceof HTMLInputElement)) setOpen((was) => !was)
    }
    addEventListener('keydown', show)
    return () => removeEventListener('keydown', show)
  }, [])
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={controls.icon} aria-label="Keys" title="Keys (?)">
        <Keyboard size={16} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={floating.popover} align="end" sideOffset={6} collisionPadding={12}>
          <h2>Keys</h2>
          <dl className={styles.keys}>
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <p className={floating.aside}>
            <a href={withInspector(location.href, 'own')}>Inspect the machines</a> with XState’s own tools
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
