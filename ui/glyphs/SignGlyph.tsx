import glyph from './OutcomeGlyph.module.css'
import { OutcomeGlyph } from './OutcomeGlyph.tsx'
import { type SignKind, toneOfSign } from './sign.ts'

/** The sign of a mixed state, an ornament beside its words: that of an outcome, or of a rule. */
export function SignGlyph({
  kind,
  size = 14,
  className,
}: {
  readonly kind: SignKind
  readonly size?: number
  readonly className?: string
}) {
  if (kind !== 'fault' && kind !== 'unsupported') {
    return <OutcomeGlyph outcome={kind} size={size} title="" {...(className && { className })} />
  }
  return (
    <svg
      className={[glyph.glyph, glyph[toneOfSign(kind)], className].filter(Boolean).join(' ')}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      data-sign={kind}
      aria-hidden="true"
    >
      <RuleShapes kind={kind} />
    </svg>
  )
}

/** A triangle for a rule that is broken, a hexagon struck through for what nobody vouches for. */
function RuleShapes({ kind }: { readonly kind: 'fault' | 'unsupported' }) {
  if (kind === 'fault') {
    return (
      <>
        <path d="M8 1.5 15 14H1Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
        <path className={glyph.cut} d="M8 5.6v4" strokeWidth={1.75} strokeLinecap="round" />
        <path className={glyph.cut} d="M8 12h0" strokeWidth={1.9} strokeLinecap="round" />
      </>
    )
  }
  return (
    <g className={glyph.line} strokeLinecap="round" strokeLinejoin="round">
      <path d="M4.6 1.8h6.8L14.8 8l-3.4 6.2H4.6L1.2 8Z" strokeWidth={1.5} />
      <path d="M5.4 10.6 10.6 5.4" strokeWidth={1.75} />
    </g>
  )
}
