/** What of the inspector stands behind a tab, or is about a connection that is broken or something else: the first screen has none of it. */
import { lazyPart } from '#ui/kit/lazy-part.tsx'

export const Events = lazyPart(async () => (await import('./Events.tsx')).Events)
export const NodePanel = lazyPart(async () => (await import('./NodePanel.tsx')).NodePanel)
export const Overview = lazyPart(async () => (await import('./Overview.tsx')).Overview)
export const QueueTab = lazyPart(async () => (await import('./QueueTab.tsx')).QueueTab)
export const Repair = lazyPart(async () => (await import('./Repair.tsx')).Repair)
export const SourceTab = lazyPart(async () => (await import('./SourceTab.tsx')).SourceTab)

/** Loads all of it. */
export const loadPanels = () =>
  Promise.all([Events, NodePanel, Overview, QueueTab, Repair, SourceTab].map(({ load }) => load()))
