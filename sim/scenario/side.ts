/** The two sides of a connection: who dials, and who is dialled. */
export type Side = 'dialer' | 'acceptor'

export const sides: readonly Side[] = ['dialer', 'acceptor']

export const opposite = (side: Side): Side => (side === 'dialer' ? 'acceptor' : 'dialer')
