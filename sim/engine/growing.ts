/** Numbers in a row that grows at its end. They lie in chunks: nothing is copied when there are many, and few take little. */
export interface Growing {
  readonly size: number
  /** The number at a place, which has to be there. */
  readonly at: (place: number) => number
  readonly add: (value: number) => void
}

const bits = 16
const chunkSize = 2 ** bits
const firstSize = 64

/** An empty row of 32-bit whole numbers, or of any numbers. */
export function growing(Numbers: Int32ArrayConstructor | Float64ArrayConstructor): Growing {
  const chunks: (Int32Array | Float64Array)[] = []
  let last: Int32Array | Float64Array = new Numbers(0)
  let size = 0
  return {
    get size() {
      return size
    },
    at: (place) => (chunks[place >>> bits] as Int32Array)[place & (chunkSize - 1)] as number,
    add(value) {
      const place = size & (chunkSize - 1)
      if (place === 0) {
        last = new Numbers(size === 0 ? firstSize : chunkSize)
        chunks.push(last)
      } else if (place === last.length) {
        const longer = new Numbers(Math.min(chunkSize, 4 * place))
        longer.set(last)
        last = longer
        chunks[chunks.length - 1] = longer
      }
      last[place] = value
      size++
    },
  }
}
