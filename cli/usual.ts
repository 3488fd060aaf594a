/**
 * What holds where an option does not say otherwise, and how far it may go: help says it, and commands go by it. Nothing is
 * imported here, since help is to come at once.
 */

/** Seeds are whole numbers from 0 on. */
export const largestSeed = 2 ** 32 - 1

/** Where the inspector of a run listens. */
export const usualInspectorPort = 4174
/** Where the workbench is served. */
export const usualPort = 4173

/** With how many seeds it is measured what an order costs. */
export const usualSeeds = 10
