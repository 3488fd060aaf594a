/** The first character of every link. Another one is for another form of what follows. */
export const linkForm = '1'
