/** What of the inspector stands behind a tab, or is about something else than a connection: the first screen has neither. */
import { lazyPart } from '#ui/kit/lazy-part.tsx'

export const Events = lazyPart(async () => (await import('./Events.tsx')).Events)
export const NodePanel = lazyPart(async () => (await import('./NodePanel.tsx')).NodePanel)
export const Overview = lazyPart(async () => (await import('./Overview.tsx')).Overview)
export const QueueTab = lazyPart(async () => (await import('./QueueTab.tsx')).QueueTab)
export const SourceTab = lazyPart(async () => (await import('./SourceTab.tsx')).SourceTab)

/** Loads all of it. */
export const loadPanels = () =>
  Promise.all([Events, NodePanel, Overview, QueueTab, SourceTab].map(({ load }) => load()))
