/**
 * One end of a pair as an automaton: the states that it can be in, and what it comes to by whatever may happen to it. A step is
 * worked out once, however many states of the pair it is taken in.
 */
import type { EndRules } from '#machines/rules.ts'
import { madeIn } from '../memo/made-in.ts'
import { endTable } from '../protocol/end-table.ts'
import { giveUp, goOn, type PairSight, receive, type SteppedEnd, send, sightOf } from './end-step.ts'
import { isParcel, type ParcelLetter, textOf } from './letters.ts'
import type { Streams } from './streams.ts'

type Table = SteppedEnd['table']

/** A state of an end. The same state is the same object. */
export interface EndState {
  readonly number: number
  readonly table: Table
  readonly state: number
  readonly sight: PairSight
  readonly held: readonly ParcelLetter[]
  /** How many letters may still arrive before its queue goes on; null where none is being flushed. */
  readonly mayCome: number | null
  /** How it waits for its peer: the event that ends its patience. */
  readonly patience: string | null
  /** The same with another `mayCome`, and the steps from here by the number of a letter: those that were asked for. */
  readonly withMayCome: (EndState | undefined)[]
  readonly onArrival: (EndStep | undefined)[]
  readonly onSend: (EndStep | undefined)[]
  onTurn: EndStep | undefined
  onSilence: EndStep | undefined
}

/** What becomes of an end, and what it does besides. */
export interface EndStep extends Pick<SteppedEnd, 'flushes' | 'testCalls' | 'answered' | 'redial'> {
  readonly end: EndState
  /** The numbers of the letters that it sends. */
  readonly sent: readonly number[]
}

/** The states and steps of an end. */
export interface EndAutomaton {
  /** How it is at first. @param offers what it offers; absent: what its rules say */
  readonly start: (offers?: string) => EndState
  readonly at: (number: number) => EndState
  /** A letter arrives, by its number. */
  readonly receive: (end: EndState, letter: number) => EndStep
  /** Its application hands it a message to be sent. */
  readonly send: (end: EndState, message: number) => EndStep
  readonly goOn: (end: EndState) => EndStep
  readonly giveUp: (end: EndState) => EndStep
  /** The same end while its queue is being flushed, and so many letters may arrive before that goes on. */
  readonly flushing: (end: EndState, mayCome: number) => EndState
}

/** The automaton of an end with these rules, of which nothing is worked out yet. */
export function createEndAutomaton(rules: EndRules, streams: Streams): EndAutomaton {
  const numbers = new Map<string, EndState>()
  const states: EndState[] = []
  const tables: Table[] = []

  function stateOf(end: Pick<EndState, 'table' | 'state' | 'held' | 'mayCome' | 'patience'>): EndState {
    const { table, state, held, mayCome, patience } = end
    if (!tables.includes(table)) tables.push(table)
    const key = `${tables.indexOf(table)} ${state} ${mayCome} ${patience} ${held.map(textOf)}`
    return madeIn(numbers, key, () => {
      const made = {
        number: states.length,
        table,
        state,
        sight: sightOf(end),
        held,
        mayCome,
        patience,
        withMayCome: [],
        onArrival: [],
        onSend: [],
        onTurn: undefined,
        onSilence: undefined,
      }
      states.push(made)
      return made
    })
  }

  function step(
    { table, state, held, mayCome, patience }: EndState,
    happens: (end: SteppedEnd) => void,
  ): EndStep {
    const end: SteppedEnd = {
      table,
      bound: rules.queue?.bound,
      state,
      held: [...held],
      mayCome,
      patience,
      flushes: false,
      sent: [],
      testCalls: 0,
      answered: 0,
      redial: null,
    }
    happens(end)
    const { flushes, testCalls, answered, redial } = end
    return { end: stateOf(end), flushes, sent: end.sent.map(streams.numberOf), testCalls, answered, redial }
  }

  /** A letter that is handed to an end to be sent. */
  function message(number: number): ParcelLetter {
    const letter = streams.letter(number)
    if (!isParcel(letter)) throw new TypeError(`No application sends ${textOf(letter)}`)
    return letter
  }

  return {
    start(offers) {
      const table = endTable(rules, offers)
      const { state } = table.initial
      return stateOf({ table, state, held: [], mayCome: null, patience: null })
    },
    at(number) {
      const state = states[number]
      if (state === undefined) throw new RangeError(`No state ${number} of this end`)
      return state
    },
    receive(end, letter) {
      end.onArrival[letter] ??= step(end, (stepped) => receive(stepped, streams.letter(letter)))
      return end.onArrival[letter]
    },
    send(end, letter) {
      end.onSend[letter] ??= step(end, (stepped) => send(stepped, message(letter)))
      return end.onSend[letter]
    },
    goOn(end) {
      end.onTurn ??= step(end, goOn)
      return end.onTurn
    },
    giveUp(end) {
      end.onSilence ??= step(end, giveUp)
      return end.onSilence
    },
    flushing(end, mayCome) {
      end.withMayCome[mayCome] ??= stateOf({ ...end, mayCome })
      return end.withMayCome[mayCome]
    },
  }
}
