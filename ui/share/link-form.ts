/** The first character of every link, by what it is about. Another one is for another form of what follows. */
export const linkForms = { shipped: '1', own: '2' } as const
