/** What a command says in the end, and the statuses that it may end with. */

export const statuses = {
  /** Done, or the answer is good. */
  fine: 0,
  /** The answer is that something does not work. */
  broken: 1,
  /** What was asked for cannot be understood: an option, a name, a file. */
  misused: 2,
  /** The answer could not be written (EX_IOERR of sysexits.h). */
  unwritten: 74,
  /** A defect of Parley itself (EX_SOFTWARE of sysexits.h). Never taken for an answer. */
  defect: 70,
  /** Ended by Ctrl-C, after saying what was known until then: 128 and the number of the signal, as shells have it. */
  interrupted: 130,
} as const

export interface Answer {
  /** For stdout. */
  readonly out: string
  /** For stderr. */
  readonly err?: string
  readonly status: (typeof statuses)[keyof typeof statuses]
}

/** Something that the person who called the command can put right. */
export class Misuse extends Error {
  override readonly name: string = 'Misuse'
  /** Stands before the message on stderr. */
  readonly prefix: string = 'parley: '
}

/** A file with faults: the message has a place for each, in the form that editors understand, and stands alone. */
export class FaultyFile extends Misuse {
  override readonly name = 'FaultyFile'
  override readonly prefix = ''
}

/** What the fields of an answer for programs mean. From 2 on, fields are only added. */
const format = 2

/** An answer for programs. */
export const asJson = (report: object) => inJson({ format, ...report })

/** A value as JSON, as it stands in a file. */
export const inJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
