import type { InspectorKind } from './asked.ts'
import { OwnInspector } from './OwnInspector.tsx'
import type { Shown } from './useInspector.ts'

/** The inspector that was asked for. This is loaded only then. */
export function Inspectors({
  kind,
  onKind,
  ...shown
}: Shown & { readonly kind: InspectorKind; readonly onKind: (kind: InspectorKind | null) => void }) {
  return <OwnInspector {...shown} onOther={() => onKind('stately')} onClose={() => onKind(null)} key={kind} />
}
