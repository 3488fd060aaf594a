/** Who may name its version first in a new scenario. */
export const firstSpeakers = ['acceptor', 'dialer', 'both'] as const
