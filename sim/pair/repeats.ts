/** How often each repeated call is still to be made on a connection: packed, as an exploration holds it of every state. */
export interface Repeats {
  /** None of them was made yet. It is not to be changed. */
  readonly all: Int32Array
  /** How often a call is still to be made, by its place. */
  readonly left: (repeats: Int32Array, call: number) => number
  /** A call is made once, which has to be left. */
  readonly make: (repeats: Int32Array, call: number) => void
}

/** Each call takes so many bits as it needs, and each number as many calls as it has room for beside its sign. */
const room = 31

/** Of so many calls, each so many times. */
export function packRepeats(calls: number, times: number): Repeats {
  const bits = room + 1 - Math.clz32(times)
  const perNumber = Math.floor(room / bits)
  const mask = 2 ** bits - 1
  const places = Array.from({ length: calls }, (_, call) => ({
    number: Math.floor(call / perNumber),
    shift: (call % perNumber) * bits,
  }))
  const all = new Int32Array(Math.ceil(calls / perNumber))
  for (const { number, shift } of places) all[number] = (all[number] as number) | (times << shift)
  return {
    all,
    left(repeats, call) {
      const { number, shift } = places[call] as (typeof places)[number]
      return ((repeats[number] as number) >>> shift) & mask
    },
    make(repeats, call) {
      const { number, shift } = places[call] as (typeof places)[number]
      repeats[number] = (repeats[number] as number) - (1 << shift)
    },
  }
}
