/** Which labels are shown, and where: those that come first take their place, and no two of them touch. */

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Candidate<T, P extends Box = Box> {
  readonly item: T
  /** The places that it may take, the best first. */
  readonly places: readonly P[]
}

export interface Placed<T, P extends Box = Box> {
  readonly item: T
  readonly place: P
}

/** How far labels keep apart. */
const clearance = 3

export function touches(a: Box, b: Box, apart = clearance): boolean {
  return (
    a.x < b.x + b.width + apart &&
    b.x < a.x + a.width + apart &&
    a.y < b.y + b.height + apart &&
    b.y < a.y + a.height + apart
  )
}

/** Gives each candidate in turn the first of its places that is free; one that has none left is not shown. */
export function placeLabels<T, P extends Box>(
  candidates: readonly Candidate<T, P>[],
  taken: readonly Box[] = [],
): Placed<T, P>[] {
  const boxes: Box[] = [...taken]
  return candidates.flatMap(({ item, places }) => {
    const place = places.find((free) => !boxes.some((other) => touches(free, other)))
    if (place === undefined) return []
    boxes.push(place)
    return [{ item, place }]
  })
}
