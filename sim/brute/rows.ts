/**
 * A set of rows of 16-bit cells, each told by its number: the order in which they were added. They lie side by side in a few buffers,
 * and are found by an open-addressed table of their hashes. The hash of a row is the sum of what each of its cells adds to it
 * (A. L. Zobrist, 1970), so that whoever exchanges a cell exchanges what it adds, and does not read the others.
 */
export interface Rows {
  readonly size: () => number
  /**
   * Adds a row.
   *
   * @param cells its cells, and maybe others behind them
   * @param hash the sum of what its cells add; see `hashOf`
   * @param from the number of the row that it was come to from; -1 for none
   * @returns its number; where it was there before, -1 less that number, so that it is negative
   */
  readonly add: (cells: Uint16Array, hash: number, from: number) => number
  /** Copies the cells of a row to the beginning of `into`. */
  readonly read: (row: number, into: Uint16Array) => void
  /** The row that this one was come to from first; -1 for none. */
  readonly from: (row: number) => number
  /** What all of them take, in bytes. */
  readonly bytes: () => number
}

/** What fits a cell. */
export const mostInCell = 0xffff

/** The largest buffer, in cells: what is not used of the last one is lost. */
const mostInChunk = 1 << 19
const fewest = 16

/**
 * A slot holds the number of a row, one more than it is, as 0 is a slot that is free; and in its highest bits those of the hash, so that
 * few others are compared.
 */
const bitsOfNumber = 27
const ofNumber = (1 << bitsOfNumber) - 1

interface Chunk {
  cells: Uint16Array
  from: Int32Array
}

/** An empty set of rows, each of so many cells. */
export function createRows(width: number): Rows {
  const shift = Math.max(4, Math.floor(Math.log2(mostInChunk / Math.max(1, width))))
  const mask = (1 << shift) - 1
  const chunks: Chunk[] = []
  let room = 0
  let size = 0
  let slots = new Int32Array(fewest * 2)

  const chunkOf = (row: number) => chunks[row >> shift] as Chunk

  function isAt(row: number, cells: Uint16Array): boolean {
    const own = chunkOf(row).cells
    const start = (row & mask) * width
    for (let i = 0; i < width; i++) if (own[start + i] !== cells[i]) return false
    return true
  }

  function makeRoom(): void {
    const last = chunks.at(-1)
    const held = last === undefined ? 0 : last.from.length
    if (last === undefined || held > mask) {
      const first = chunks.length === 0 ? fewest : mask + 1
      chunks.push({ cells: new Uint16Array(first * width), from: new Int32Array(first) })
      room += first
      return
    }
    const cells = new Uint16Array(held * 2 * width)
    cells.set(last.cells)
    const from = new Int32Array(held * 2)
    from.set(last.from)
    last.cells = cells
    last.from = from
    room += held
  }

  function widen(): void {
    const before = slots
    slots = new Int32Array(before.length * 2)
    for (const slot of before) {
      if (slot === 0) continue
      const row = (slot & ofNumber) - 1
      const start = (row & mask) * width
      const own = chunkOf(row).cells.subarray(start, start + width)
      let at = hashOf(own, width) & (slots.length - 1)
      while (slots[at] !== 0) at = (at + 1) & (slots.length - 1)
      slots[at] = slot
    }
  }

  return {
    size: () => size,
    add(cells, hash, from) {
      const last = slots.length - 1
      let at = hash & last
      for (let slot = slots[at] as number; slot !== 0; slot = slots[at] as number) {
        const isAlike = (slot ^ hash) >>> bitsOfNumber === 0
        if (isAlike && isAt((slot & ofNumber) - 1, cells)) return -(slot & ofNumber)
        at = (at + 1) & last
      }
      if (size === ofNumber) throw new RangeError(`More than ${ofNumber} rows cannot be told apart`)
      if (size === room) makeRoom()
      const chunk = chunkOf(size)
      const start = (size & mask) * width
      for (let i = 0; i < width; i++) chunk.cells[start + i] = cells[i] as number
      chunk.from[size & mask] = from
      slots[at] = (hash & ~ofNumber) | ++size
      if (size * 4 > slots.length * 3) widen()
      return size - 1
    },
    read(row, into) {
      const own = chunkOf(row).cells
      const start = (row & mask) * width
      for (let i = 0; i < width; i++) into[i] = own[start + i] as number
    },
    from: (row) => chunkOf(row).from[row & mask] as number,
    bytes: () => room * (width * 2 + 4) + slots.byteLength,
  }
}

/** What a cell of this column adds to the hash of its row. */
export function added(column: number, cell: number): number {
  let bits = Math.imul(column + 1, 0x9e3779b1) ^ Math.imul(cell + 1, 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d)
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39)
  return bits ^ (bits >>> 15)
}

/** The hash of a row of so many cells. */
export function hashOf(cells: Uint16Array, width: number): number {
  let hash = 0
  for (let i = 0; i < width; i++) hash = (hash + added(i, cells[i] as number)) | 0
  return hash
}
