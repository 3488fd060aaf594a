/** Several names in one, with what they have in common said once: `one event back or on`. */
export function sayEither(names: readonly string[], by = ' or '): string {
  const all = names.map((name) => name.split(' '))
  const before = common(all)
  const rest = all.map((words) => words.slice(before.length))
  const after = common(rest.map((words) => words.toReversed())).toReversed()
  const differ = rest.map((words) => words.slice(0, words.length - after.length).join(' '))
  return [...before, ...(differ.some(Boolean) ? [differ.join(by)] : []), ...after].join(' ')
}

/** The words with which all begin. */
function common([first = [], ...others]: readonly (readonly string[])[]): string[] {
  const end = first.findIndex((word, place) => others.some((words) => words[place] !== word))
  return first.slice(0, end < 0 ? first.length : end)
}
