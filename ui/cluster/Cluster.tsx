import { useMemo } from 'react'
import type { Cluster as ClusterModel } from '#sim/engine/cluster.ts'
import type { ClusterView, PairView } from '#sim/views/view.ts'
import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import { toneOf } from '#ui/glyphs/outcome.ts'
import { useSize } from '#ui/kit/useSize.ts'
import type { Selection } from '#ui/session/selection.ts'
import styles from './Cluster.module.css'
import { layOut } from './geometry.ts'
import { NodeCard } from './NodeCard.tsx'
import { Packets } from './Packets.tsx'
import { sayPair } from './pill.ts'
import { WireLine } from './WireLine.tsx'

/**
 * The cluster at one moment: nodes by role, the outcome on every link, the belief at every end, messages on their way.
 *
 * `time` may run on between two moments: only what moves with it is drawn again.
 */
export function Cluster({
  model,
  view,
  time,
  selection,
  onSelect,
}: {
  readonly model: ClusterModel
  readonly view: ClusterView
  readonly time: number
  readonly selection: Selection | null
  readonly onSelect: (selection: Selection) => void
}) {
  const [ref, size] = useSize<HTMLDivElement>()
  const geometry = useMemo(() => layOut(view, size.width, size.height), [view, size])
  const selectedPair = selection?.kind === 'pair' ? selection.id : null
  const picked = view.pairs.find(({ id }) => id === selectedPair)
  return (
    <div className={styles.stage} ref={ref}>
      {size.width > 0 && (
        <div className={styles.sheet} style={{ height: geometry.height }}>
          <svg className={styles.wires} width={geometry.width} height={geometry.height} aria-hidden="true">
            {view.pairs.map((pair) => (
              <WireLine
                key={pair.id}
                wire={geometry.wires.get(pair.id)}
                pair={pair}
                selected={pair.id === selectedPair}
              />
            ))}
          </svg>
          <Packets geometry={geometry} view={view} time={time} />
          {view.nodes.map((node) => (
            <NodeCard
              key={node.id}
              model={model}
              node={node}
              box={geometry.cards.get(node.id)}
              wires={geometry.wires}
              compact={geometry.compact}
              pairs={view.pairs.filter(({ dialer, acceptor }) => dialer === node.id || acceptor === node.id)}
              selected={
                (selection?.kind === 'node' && selection.id === node.id) ||
                picked?.dialer === node.id ||
                picked?.acceptor === node.id
              }
              time={time}
              onSelect={() => onSelect({ kind: 'node', id: node.id })}
            />
          ))}
          {view.pairs.map((pair) => (
            <Pill
              key={pair.id}
              pair={pair}
              at={geometry.wires.get(pair.id)?.pill}
              compact={geometry.compact}
              selected={pair.id === selectedPair}
              time={time}
              onSelect={() => onSelect({ kind: 'pair', id: pair.id })}
            />
          ))}
        </div>
      )}
    </div>
  )
}

function Pill({
  pair,
  at,
  compact,
  selected,
  time,
  onSelect,
}: {
  readonly pair: PairView
  readonly at: { readonly x: number; readonly y: number } | undefined
  readonly compact: boolean
  readonly selected: boolean
  readonly time: number
  readonly onSelect: () => void
}) {
  if (at === undefined) return null
  const { word, version } = sayPair(pair, time)
  const tone = toneOf(pair.status)
  return (
    <button
      type="button"
      className={styles.pill}
      data-tone={tone}
      data-pair={pair.id}
      data-status={pair.status}
      data-compact={compact || undefined}
      aria-pressed={selected}
      aria-label={`${pair.dialer} to ${pair.acceptor}: ${word} ${version ?? ''}. ${pair.reason}`}
      title={pair.reason}
      style={{ transform: `translate(${at.x}px, ${at.y}px) translateY(-50%)` }}
      onClick={onSelect}
    >
      <OutcomeGlyph outcome={pair.status} size={14} title="" />
      {!compact && <b>{word}</b>}
      {version !== null && <span>{version}</span>}
      {pair.cut && <span className={styles.flag}>cut</span>}
      {pair.slowed && !pair.cut && <span className={styles.flag}>slow</span>}
    </button>
  )
}
