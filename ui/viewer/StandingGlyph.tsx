import { OutcomeGlyph } from '#ui/glyphs/OutcomeGlyph.tsx'
import type { Standing } from './standing.ts'

/** The sign of how a machine stands. It is an ornament beside the words. */
export function StandingGlyph({
  standing,
  size = 14,
}: {
  readonly standing: Standing
  readonly size?: number
}) {
  if (standing.kind === 'outcome') return <OutcomeGlyph outcome={standing.outcome} size={size} title="" />
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
      {standing.kind === 'rests' && <circle cx="8" cy="8" r="4.5" fill="currentColor" stroke="none" />}
      {standing.kind === 'goes' && (
        <>
          <circle cx="8" cy="8" r="4.5" strokeWidth="1.5" />
          <path d="M8 3.5a4.5 4.5 0 0 1 0 9Z" fill="currentColor" stroke="none" />
        </>
      )}
      {standing.kind === 'stopped' && <circle cx="8" cy="8" r="4" strokeWidth="1.5" />}
    </svg>
  )
}
