/** Where Stately's inspector is. */
export const statelyUrl = 'https://stately.ai/inspect'
