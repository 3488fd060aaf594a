/** What the first screen is drawn without: loaded when it is asked for, or once the page has nothing else to do. */
import { lazy } from 'react'
import { loadPanels } from '#ui/inspector/lazy-panels.ts'
import { loadShipped } from '#ui/session/shipped.ts'

const order = () => import('./Order.tsx')
const plan = () => import('#ui/plan/PlanMode.tsx')
const targets = () => import('#ui/plan/TargetMenus.tsx')
const matrix = () => import('#ui/matrix/MatrixMode.tsx')
const keys = () => import('./KeysCard.tsx')
const share = () => import('./ShareCard.tsx')

export const Order = lazy(async () => ({ default: (await order()).Order }))
export const PlanMode = lazy(async () => ({ default: (await plan()).PlanMode }))
export const TargetMenus = lazy(async () => ({ default: (await targets()).TargetMenus }))
export const MatrixMode = lazy(async () => ({ default: (await matrix()).MatrixMode }))
export const KeysCard = lazy(async () => ({ default: (await keys()).KeysCard }))
export const ShareCard = lazy(async () => ({ default: (await share()).ShareCard }))

/** Loads them, so that nothing of it is waited for. What fails is asked for again when it is needed. */
export function loadParts(): void {
  for (const load of [order, loadPanels, loadShipped, plan, targets, matrix, keys, share])
    load().catch(() => {})
}
