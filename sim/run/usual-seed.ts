/** The seed of a run that is asked for without one. */
export const usualSeed = 7
