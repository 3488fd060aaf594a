/** Makes a scenario smaller for as long as something remains true of it: what is left is what it takes. */
import { at, type Doc, isList, isMapping, type Path, pathsIn, replaced, without } from './document.ts'
import { keysIn } from './mix.ts'

/**
 * The smallest document that is found of which `remains` is true.
 *
 * @param isOver asked before every try whether to leave it at what is reached
 */
export function reduce(doc: Doc, remains: (doc: Doc) => boolean, isOver: () => boolean): Doc {
  let left = doc
  for (let isSmaller = true; isSmaller && !isOver(); ) {
    isSmaller = false
    for (let place = 0; !isOver(); ) {
      const path = pathsIn(left)[place]
      if (path === undefined) break
      const smaller = smallerAt(left, path).find((each) => !isOver() && remains(each))
      if (smaller === undefined) place++
      else {
        left = smaller
        isSmaller = true
      }
    }
  }
  return left
}

/** Documents in which less stands at a path, the smallest first. */
function smallerAt(doc: Doc, path: Path): Doc[] {
  const value = at(doc, path)
  const instead = (less: Doc) => replaced(doc, path, less)
  const rest: Doc[] = []
  if (typeof value === 'string') {
    const counted = /^(\d+) × (.+)$/.exec(value)
    const [, count, release = ''] = counted ?? []
    if (count !== undefined && Number(count) > 1) rest.push(instead(`${Number(count) - 1} × ${release}`))
    const [from, to] = value.split('..')
    if (from !== undefined && to !== undefined) rest.push(instead(from), instead(to))
  }
  const [only] = isList(value) ? value : []
  if (isList(value) && value.length === 1 && typeof only === 'string') rest.push(instead(only))
  if (isMapping(value)) {
    const release = value.get('release')
    if (value.size === 1 && release !== undefined) rest.push(instead(release))
    const isNodes = path.length === 2 && path[0] === 'cluster'
    const releases = new Set(
      Array.from(value.values(), (node) => (isMapping(node) ? node.get('release') : node)),
    )
    const [same] = releases
    if (isNodes && releases.size === 1 && typeof same === 'string')
      rest.push(instead(`${value.size} × ${same}`))
  }
  return [without(doc, path), ...rest].filter((each) => each !== doc)
}

/** What every scenario says. */
const usual =
  /^(versions|roles|roles\.\*|roles\.\*\.\*|links|cluster|cluster\.\*|cluster\.\*\.\*|upgrade|upgrade\.to|upgrade\.to\.\*|calls|calls\.\*|calls\.\*\.\*|calls\.\*\.\*\.since|levels|levels\.\*|levels\.\*\.values)$|\.(offers|accepts|speaks|from|to)$|\[\]|^(roles|links|upgrade|service|levels|traffic|exceptions|skew|timing|network|paths|operations)$|\.\*$/

/** The keys of a document, with their words, that not every scenario has: what its kind may be called by. */
export function tellingKeys(doc: Doc): string[] {
  const keys = [...keysIn(doc).keys()].filter((key) => !usual.test(key))
  return keys
    .filter((key) => !keys.some((other) => other.startsWith(`${key}:`)))
    .map((key) => key.replaceAll(/\.\*|\.\[\]/g, ''))
    .toSorted()
}
