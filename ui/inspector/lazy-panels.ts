/** What of the inspector stands behind a tab, or is about something else than a connection: the first screen has neither. */
import { lazy } from 'react'

const events = () => import('./Events.tsx')
const node = () => import('./NodePanel.tsx')
const overview = () => import('./Overview.tsx')
const queue = () => import('./QueueTab.tsx')
const source = () => import('./SourceTab.tsx')

export const Events = lazy(async () => ({ default: (await events()).Events }))
export const NodePanel = lazy(async () => ({ default: (await node()).NodePanel }))
export const Overview = lazy(async () => ({ default: (await overview()).Overview }))
export const QueueTab = lazy(async () => ({ default: (await queue()).QueueTab }))
export const SourceTab = lazy(async () => ({ default: (await source()).SourceTab }))

/** Loads all of it. */
export const loadPanels = () => Promise.all([events, node, overview, queue, source].map((load) => load()))
