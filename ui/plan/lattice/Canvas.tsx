import { Maximize2, Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { usualConditions } from '#sim/scenario/model.ts'
import { capital } from '#sim/text/say-list.ts'
import { isPress } from '#ui/commands/press.ts'
import { viewKeys } from '#ui/commands/view-keys.ts'
import { signOfState } from '#ui/glyphs/sign.ts'
import { sayCounts } from '#ui/planning/say.ts'
import { useColours } from '#ui/theme/useColours.ts'
import type { BoardProps } from './Board.tsx'
import styles from './Canvas.module.css'
import { indexOf } from './index.ts'
import { nextState } from './keys.ts'
import type { LatticeLayout } from './layout.ts'
import { paint, stateAt } from './paint.ts'
import { StateTip } from './StateTip.tsx'
import { useZoom } from './useZoom.ts'

const { closer, wider, fit } = viewKeys.zoom.keys

/** Room that the tip needs beside the pointer. */
const tipRoom = 340

/** A lattice of thousands of states as a picture that is zoomed into. Its keys are those of the board. */
export function Canvas({
  scenario,
  lattice,
  strides,
  here,
  onGo,
  layout,
  width,
  height,
}: BoardProps & { readonly layout: LatticeLayout; readonly width: number; readonly height: number }) {
  const frameElement = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const colours = useColours()
  const { frame, showAll, by, reveal } = useZoom(frameElement, layout, width, height)
  const [focus, setFocus] = useState<string | null>(null)
  const [hover, setHover] = useState<{ readonly key: string; readonly x: number; readonly y: number } | null>(
    null,
  )
  const keep = scenario.upgrade.keep ?? usualConditions

  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!pen || colours === null || width === 0 || height === 0) return
    const drawn = requestAnimationFrame(() => {
      const dense = devicePixelRatio
      pen.canvas.width = width * dense
      pen.canvas.height = height * dense
      pen.scale(dense, dense)
      paint(pen, { lattice, layout, strides, here, focus }, frame, { width, height }, colours)
    })
    return () => cancelAnimationFrame(drawn)
  })

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const at = focus ?? here ?? lattice.start
    if (event.key === 'Enter' || event.key === ' ') onGo(at)
    else if (isPress(closer.press, event)) by(1.5)
    else if (isPress(wider.press, event)) by(1 / 1.5)
    else if (isPress(fit.press, event)) showAll()
    else {
      const next = nextState(layout, at, event.key)
      if (next === null) return
      setFocus(next)
      reveal(next)
    }
    event.preventDefault()
    event.stopPropagation()
  }

  const { states } = indexOf(lattice)
  const describe = (key: string) => {
    const state = states.get(key)
    if (state === undefined) return ''
    const sign = signOfState(state, keep)
    return capital(`${sayCounts(scenario, lattice.axes, state)}, ${sign.text}`)
  }
  const tipped = hover && states.get(hover.key)
  return (
    <div className={styles.frame} style={{ width, height }}>
      <div
        ref={frameElement}
        className={styles.plot}
        role="application"
        aria-label={`Mixed states, ${states.size} of them. Arrows walk, Enter goes there, plus and minus zoom`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk through the picture.
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => setFocus((was) => was ?? here ?? lattice.start)}
        onBlur={() => setFocus(null)}
        onPointerLeave={() => setHover(null)}
        onPointerMove={({ nativeEvent, currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect()
          const point = { x: nativeEvent.clientX - left, y: nativeEvent.clientY - top }
          const key = stateAt(frame, layout, point)
          setHover(key === null ? null : { key, ...point })
        }}
        onClick={() => hover && onGo(hover.key)}
      >
        <canvas ref={canvas} className={styles.canvas} style={{ width, height }} />
      </div>
      <div className={styles.buttons}>
        <button type="button" onClick={showAll}>
          <Maximize2 size={12} aria-hidden /> Fit
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => by(1 / 1.5)}>
          <Minus size={14} aria-hidden />
        </button>
        <button type="button" aria-label="Zoom in" onClick={() => by(1.5)}>
          <Plus size={14} aria-hidden />
        </button>
      </div>
      {tipped && (
        <div
          className={styles.tip}
          style={
            hover.x + tipRoom < width
              ? { left: hover.x + 12, top: Math.min(hover.y + 12, height - 96) }
              : { right: width - hover.x + 12, top: Math.min(hover.y + 12, height - 96) }
          }
        >
          <StateTip
            scenario={scenario}
            axes={lattice.axes}
            state={tipped}
            sign={signOfState(tipped, keep)}
            mixed={null}
            where={null}
          />
        </div>
      )}
      <p className="visually-hidden" aria-live="polite">
        {focus && describe(focus)}
      </p>
    </div>
  )
}
