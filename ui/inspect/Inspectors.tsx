import { type InspectorKind, withInspector } from './asked.ts'
import { OwnInspector } from './OwnInspector.tsx'
import { StatelyInspector } from './StatelyInspector.tsx'
import type { Shown } from './useInspector.ts'

/** The inspector that was asked for. This is loaded only then. */
export function Inspectors({
  kind,
  onClose,
  ...shown
}: Shown & { readonly kind: InspectorKind; readonly onClose: () => void }) {
  return kind === 'own' ? (
    <OwnInspector {...shown} onOther={() => goTo('stately')} onClose={onClose} />
  ) : (
    <StatelyInspector {...shown} onOther={() => goTo('own')} onClose={onClose} />
  )
}

/** Loads the page anew: whom it may talk to is decided when it is loaded. */
const goTo = (kind: InspectorKind) => location.assign(withInspector(location.href, kind))
