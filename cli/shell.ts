/** Commands to be copied from an answer into a shell. */

/** A command of Parley with these words, as one writes it in a shell. */
export function sayCommand(...words: readonly string[]): string {
  return ['parley', ...words.map(inShell)].join(' ')
}

const inShell = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
