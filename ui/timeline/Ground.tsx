import { memo, useLayoutEffect, useRef } from 'react'
import { useColours } from '#ui/theme/useColours.ts'
import styles from './Ground.module.css'
import { paint } from './paint.ts'
import type { Line, Scene } from './scene.ts'

/** The lanes and the messages, on a canvas: a run may have more of them than a page can have elements. */
export const Ground = memo(function Ground({
  scene,
  lines,
  ticks,
  height,
}: {
  readonly scene: Scene
  readonly lines: readonly Line[]
  readonly ticks: readonly number[]
  readonly height: number
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const colours = useColours()
  const { width } = scene
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || colours === null) return
    const density = devicePixelRatio
    const [w, h] = [Math.round(width * density), Math.round(height * density)]
    if (context.canvas.width !== w) context.canvas.width = w
    if (context.canvas.height !== h) context.canvas.height = h
    context.setTransform(density, 0, 0, density, 0, 0)
    paint(context, { ...scene, lines, ticks, height }, colours)
  }, [scene, lines, ticks, width, height, colours])
  return <canvas ref={canvas} className={styles.ground} style={{ width, height }} aria-hidden />
})
