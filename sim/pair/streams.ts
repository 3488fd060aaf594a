/**
 * What is on its way in one direction, or held back by an end: letters in their order. The same letters in the same order are one
 * object, so that what comes of one more or one less is looked up, and a number tells streams apart.
 */
import { madeIn } from '../memo/made-in.ts'
import { type Letter, textOf } from './letters.ts'

/** Letters in their order. */
export interface Stream {
  readonly number: number
  readonly length: number
  /** The number of the letter in front, and what is left behind it; null where there is no letter. */
  readonly first: number | null
  readonly rest: Stream | null
  /** The streams that have one more letter at their end, by its number: those that were asked for. */
  readonly longer: (Stream | undefined)[]
}

/** The streams of an exploration. */
export interface Streams {
  readonly empty: Stream
  /** A stream with one more letter at its end. */
  readonly add: (stream: Stream, letter: number) => Stream
  readonly at: (number: number) => Stream
  /** The number of a letter: letters that say the same have the same one, from 0 up. */
  readonly numberOf: (letter: Letter) => number
  readonly letter: (number: number) => Letter
}

/** No streams yet but the empty one. */
export function createStreams(): Streams {
  const numbers = new Map<string, number>()
  const letters: Letter[] = []
  const empty: Stream = { number: 0, length: 0, first: null, rest: null, longer: [] }
  const streams = [empty]

  function add(stream: Stream, letter: number): Stream {
    const known = stream.longer[letter]
    if (known !== undefined) return known
    const { length, first, rest } = stream
    const left = rest === null ? empty : add(rest, letter)
    const made = {
      number: streams.length,
      length: length + 1,
      first: first ?? letter,
      rest: left,
      longer: [],
    }
    streams.push(made)
    stream.longer[letter] = made
    return made
  }

  return {
    empty,
    add,
    at: (number) => at(streams, number),
    numberOf: (letter) => madeIn(numbers, textOf(letter), () => letters.push(letter) - 1),
    letter: (number) => at(letters, number),
  }
}

function at<T>(list: readonly T[], number: number): T {
  const item = list[number]
  if (item === undefined) throw new RangeError(`Nothing has the number ${number} here`)
  return item
}
