/** What the first screen is drawn without: loaded when it is asked for, or once the page has nothing else to do. */
import { loadPanels } from '#ui/inspector/lazy-panels.ts'
import { lazyPart } from '#ui/kit/lazy-part.tsx'
import { loadShipped } from '#ui/session/shipped.ts'

export const Order = lazyPart(async () => (await import('./Order.tsx')).Order)
export const PlanMode = lazyPart(async () => (await import('#ui/plan/PlanMode.tsx')).PlanMode)
export const TargetMenus = lazyPart(async () => (await import('#ui/plan/TargetMenus.tsx')).TargetMenus)
export const MatrixMode = lazyPart(async () => (await import('#ui/matrix/MatrixMode.tsx')).MatrixMode)
export const KeysCard = lazyPart(async () => (await import('./KeysCard.tsx')).KeysCard)
export const RunUnderWay = lazyPart(async () => (await import('./RunUnderWay.tsx')).RunUnderWay)
export const DocumentNotice = lazyPart(async () => (await import('./DocumentNotice.tsx')).DocumentNotice)
export const Picker = lazyPart(async () => (await import('./picker/Picker.tsx')).Picker)
export const SaveButton = lazyPart(async () => (await import('./SaveButton.tsx')).SaveButton)
export const ViewFailed = lazyPart(async () => (await import('./ViewFailed.tsx')).ViewFailed)
export const FileNotice = lazyPart(async () => (await import('./FileNotice.tsx')).FileNotice)
/** What is written is kept from the first letter on. */
export const Edit = lazyPart(async () => {
  const [{ Edit: edit }] = await Promise.all([import('#ui/edit/Edit.tsx'), DocumentNotice.load()])
  return edit
})
export const EditPhone = lazyPart(async () => {
  const [{ EditPhone: edit }] = await Promise.all([import('#ui/edit/EditPhone.tsx'), DocumentNotice.load()])
  return edit
})
export const ShareCard = lazyPart(async () => (await import('./ShareCard.tsx')).ShareCard)

const parts = [
  Order,
  PlanMode,
  TargetMenus,
  MatrixMode,
  KeysCard,
  RunUnderWay,
  ShareCard,
  Picker,
  ViewFailed,
].map(({ load }) => load)

/** Loads them, so that nothing of it is waited for. What fails is asked for again when it is needed. */
export function loadParts(): void {
  for (const load of [...parts, loadPanels, loadShipped]) load().catch(() => {})
}
