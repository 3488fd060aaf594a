/** Numbers in a row that grows at its end. They lie in chunks: nothing is copied when there are many, and few take little. */
export interface Growing {
  readonly size: number
  /** The number at a place, which has to be there. */
  readonly at: (place: number) => number
  readonly add: (value: number) => void
}

/** Rows of five whole numbers each, of 32 bits, in as many chunks. */
export interface GrowingRows {
  readonly size: number
  /** The number in a column of a row, which has to be there. */
  readonly at: (row: number, column: number) => number
  readonly add: (a: number, b: number, c: number, d: number, e: number) => void
}

const bits = 16
const chunkSize = 2 ** bits
const firstSize = 64

/** How many numbers the rows of an event have. */
const width = 5

/** An empty row of 32-bit whole numbers, or of any numbers. */
export function growing(Numbers: Int32ArrayConstructor | Float64ArrayConstructor): Growing {
  const chunks = chunked(Numbers, 1)
  let size = 0
  return {
    get size() {
      return size
    },
    at: (place) => chunks.of(place)[place & (chunkSize - 1)] as number,
    add(value) {
      chunks.forNext(size)[size & (chunkSize - 1)] = value
      size++
    },
  }
}

/** No rows yet. */
export function growingRows(): GrowingRows {
  const chunks = chunked(Int32Array, width)
  let size = 0
  return {
    get size() {
      return size
    },
    at: (row, column) => chunks.of(row)[(row & (chunkSize - 1)) * width + column] as number,
    add(a, b, c, d, e) {
      const chunk = chunks.forNext(size)
      const place = (size & (chunkSize - 1)) * width
      chunk[place] = a
      chunk[place + 1] = b
      chunk[place + 2] = c
      chunk[place + 3] = d
      chunk[place + 4] = e
      size++
    },
  }
}

/** Chunks for as many things each as `chunkSize`, of which each takes so many numbers. Only the first one grows. */
function chunked(Numbers: Int32ArrayConstructor | Float64ArrayConstructor, numbers: number) {
  const chunks: (Int32Array | Float64Array)[] = []
  let last: Int32Array | Float64Array = new Numbers(0)
  /** How many things have a place. */
  let room = 0
  return {
    of: (place: number) => chunks[place >>> bits] as Int32Array | Float64Array,
    /** The chunk in which the next thing is put, the number of those before it being `size`. */
    forNext(size: number): Int32Array | Float64Array {
      if (size < room) return last
      if (size === 0 || size >= chunkSize) {
        last = new Numbers((size === 0 ? firstSize : chunkSize) * numbers)
        chunks.push(last)
      } else {
        const longer = new Numbers(Math.min(chunkSize, 4 * size) * numbers)
        longer.set(last)
        last = longer
        chunks[0] = longer
      }
      room = size === 0 || size >= chunkSize ? size + last.length / numbers : last.length / numbers
      return last
    },
  }
}
