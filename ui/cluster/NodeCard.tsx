import type { Cluster } from '#sim/engine/cluster.ts'
import type { NodeView, PairView } from '#sim/views/view.ts'
import { ReleaseChip } from '#ui/glyphs/ReleaseChip.tsx'
import { sayLasting } from '#ui/kit/say-lasting.ts'
import styles from './Cluster.module.css'
import type { Box, Wire } from './geometry.ts'
import { sayBelief } from './say-belief.ts'

/** A node: what it is called, what it runs, what its ends believe, what it keeps back and waits for. */
export function NodeCard({
  model,
  node,
  box,
  wires,
  compact,
  pairs,
  selected,
  time,
  onSelect,
}: {
  readonly model: Cluster
  readonly node: NodeView
  readonly box: Box | undefined
  readonly wires: ReadonlyMap<string, Wire>
  readonly compact: boolean
  readonly pairs: readonly PairView[]
  readonly selected: boolean
  readonly time: number
  readonly onSelect: () => void
}) {
  if (box === undefined) return null
  const isNew = model.nodes.get(node.id)?.release !== node.release
  const beliefs = pairs.map((pair) => {
    const dials = pair.dialer === node.id
    const side = dials ? 'dialer' : 'acceptor'
    return {
      id: pair.id,
      text: sayBelief(pair.ends[side]),
      dials,
      top: (wires.get(pair.id)?.ports[side].y ?? 0) - box.y,
    }
  })
  const onRight = beliefs.some(({ dials }) => dials)
  return (
    <>
      <button
        type="button"
        className={styles.card}
        data-node={node.id}
        data-state={node.state}
        data-compact={compact || undefined}
        data-ports={onRight ? 'right' : 'left'}
        aria-pressed={selected}
        aria-label={`${node.id}, ${node.role}, ${node.release}, ${node.state}`}
        style={{ width: box.width, height: box.height, transform: `translate(${box.x}px, ${box.y}px)` }}
        onClick={onSelect}
      >
        <span className={styles.who}>
          <span className={styles.name}>{node.id}</span>
          <span className={styles.chips}>
            <ReleaseChip label={node.label} isNew={isNew} />
            {node.next !== null && <span className={styles.next}>→ {node.next}</span>}
          </span>
        </span>
        {!compact && (
          <span className={styles.beliefs}>
            {beliefs.map(({ id, text, top }) => (
              <span key={id} style={{ top }}>
                {text}
              </span>
            ))}
          </span>
        )}
        {node.state !== 'running' && <span className={styles.state}>{node.state}</span>}
      </button>
      <Below node={node} pairs={pairs.filter(({ dialer }) => dialer === node.id)} box={box} time={time} />
    </>
  )
}

/** Calls that have waited longer than this, in virtual milliseconds, are worth a sign. */
const worthASign = 400

function Below({
  node,
  pairs,
  box,
  time,
}: {
  readonly node: NodeView
  readonly pairs: readonly PairView[]
  readonly box: Box
  readonly time: number
}) {
  const held = pairs.flatMap((pair) =>
    (pair.ends.dialer?.held ?? []).map((message) => ({ message, peer: pair.acceptor })),
  )
  const stuck = pairs.flatMap((pair) => {
    const isStuck = pair.status === 'half-open' || pair.status === 'stalled'
    return pair.waiting
      .filter((call) => isStuck || time - call.madeAt > worthASign)
      .map((call) => ({ ...call, peer: pair.acceptor }))
  })
  if (held.length === 0 && stuck.length === 0) return null
  const shown = held.slice(0, 3)
  const first = stuck[0]
  return (
    <div
      className={styles.below}
      data-below={node.id}
      style={{ transform: `translate(${box.x}px, ${box.y + box.height + 4}px)` }}
    >
      {held.length > 0 ? (
        <>
          <span className={styles.tray}>
            {shown.map(({ message }) => (
              <span key={message.call} className={styles.heldMessage}>
                {message.name}
              </span>
            ))}
          </span>
          <span className={styles.note}>
            {held.length > 3 && `+${held.length - 3} `}
            {held.length} held for {[...new Set(held.map(({ peer }) => peer))].join(', ')}
          </span>
        </>
      ) : (
        first && (
          <>
            <span className={styles.openBar} />
            <span className={styles.unanswered}>
              <b>{first.name}</b> unanswered {sayLasting(Math.max(time - first.madeAt, 0))}
              {stuck.length > 1 && `, +${stuck.length - 1}`}
            </span>
          </>
        )
      )}
    </div>
  )
}
