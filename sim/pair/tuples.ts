/** Numbers for tuples of whole numbers of 32 bits: the same tuple has the same one. They lie in one array, and a hash finds them. */
export interface Tuples {
  readonly size: () => number
  /** The number of a tuple: the one that it has, or else the next one, from 0 up. */
  readonly numberOf: (tuple: Int32Array) => number
  /** What stands at a place of the tuple with this number. */
  readonly at: (number: number, place: number) => number
}

const fewest = 32

/** No tuples yet, of so many numbers each. */
export function createTuples(width: number): Tuples {
  let size = 0
  let rows = new Int32Array(fewest * width)
  // Where a tuple has its slot, or one of those behind it, stands its number and one more. Half of them are free (0), or more.
  let slots = new Int32Array(fewest * 2)

  function numberOf(tuple: Int32Array): number {
    const mask = slots.length - 1
    let slot = hash(tuple, 0, width) & mask
    for (let taken = slots[slot] as number; taken !== 0; taken = slots[slot] as number) {
      if (isAt((taken - 1) * width, tuple)) return taken - 1
      slot = (slot + 1) & mask
    }
    slots[slot] = size + 1
    return add(tuple)
  }

  function isAt(row: number, tuple: Int32Array): boolean {
    for (let i = 0; i < width; i++) if (rows[row + i] !== tuple[i]) return false
    return true
  }

  function add(tuple: Int32Array): number {
    if ((size + 1) * width > rows.length) rows = longer(rows, (size + 1) * width)
    for (let i = 0; i < width; i++) rows[size * width + i] = tuple[i] as number
    size++
    if (size * 2 > slots.length) spread()
    return size - 1
  }

  /** Finds slots for all among twice as many. */
  function spread(): void {
    slots = new Int32Array(slots.length * 2)
    const mask = slots.length - 1
    for (let number = 0; number < size; number++) {
      let slot = hash(rows, number * width, width) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = number + 1
    }
  }

  return { size: () => size, numberOf, at: (number, place) => rows[number * width + place] as number }
}

/** A copy of an array that has room for as much as half of it more; at least for so many numbers. */
export function longer(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const made = new Int32Array(Math.max(array.length + (array.length >>> 1), least))
  made.set(array)
  return made
}

function hash(numbers: Int32Array, from: number, count: number): number {
  let mixed = 0
  for (let i = from; i < from + count; i++) {
    mixed = Math.imul(mixed ^ (numbers[i] as number), 0x9e3779b1)
    mixed ^= mixed >>> 15
  }
  return mixed
}
