/** Short names of releases, for places where there is no room. */

/**
 * The label of each of a role's releases: the number at the end of its name, such as `3.1` for `ZODB-3.1`. A name
 * without one, or whose number another release has too, is its own label.
 */
export function labelsOf(names: readonly string[]): ReadonlyMap<string, string> {
  const numbers = names.map((name) => /\d+(?:\.\d+)*$/.exec(name)?.[0] ?? name)
  return new Map(
    names.map((name, i) => {
      const number = numbers[i] ?? name
      return [name, numbers.indexOf(number) === numbers.lastIndexOf(number) ? number : name]
    }),
  )
}
