/** The words of a command line: keeps the parser from changing them, and says what is wrong with them. */
import type { CAC, Command } from 'cac'
import { quote, unknownName } from '#sim/text/nearest.ts'
import { Misuse } from './answer.ts'
import { harmless } from './terminal.ts'

/**
 * Stands before every word that is a value. The parser turns `1e3`, `007` and the empty text into numbers, takes
 * `-5` for an option, and forgets what follows `--`. No word of a command line can hold this character.
 */
const mark = '\0'

const isOption = (word: string) => /^-[^\d.]/.test(word)

/** The words of a command line, marked. The first that is no option names the command and stays as it is. */
export function markValues(words: readonly string[]): string[] {
  const end = words.indexOf('--')
  const before = end < 0 ? words : words.slice(0, end)
  const after = end < 0 ? [] : words.slice(end + 1)
  const command = before.findIndex((word) => !isOption(word))
  const marked = before.map((word, i) => {
    if (!isOption(word)) return i === command ? word : mark + word
    const [name, ...value] = word.split('=')
    return value.length === 0 ? word : `${name}=${mark}${value.join('=')}`
  })
  return [...marked, ...after.map((word) => mark + word)]
}

/** A value as it was written. */
export function unmark(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(mark, '') : value
}

/** Throws where `words`, which `cli` has read, are not a use of the command that they name. */
export function checkWords(cli: CAC, words: readonly string[]): void {
  const command = cli.matchedCommand
  const [first] = cli.args
  if (command === undefined && first !== undefined) {
    const names = cli.commands.map(({ name }) => name)
    throw misuse(unknownName('command', String(unmark(first)), names))
  }
  checkNames(cli, command, words)
  if (command === undefined) return
  for (const { name, rawName, required } of command.options) {
    const value = cli.options[name]
    if (!required || value === undefined) continue
    if (value === true) throw misuse(`found --${name} without a value, expected ${rawName}`, command)
    if (Array.isArray(value)) throw misuse(`found --${name} more than once, expected it once`, command)
  }
  const missing = command.args.filter(({ required }) => required)[cli.args.length]
  if (missing) throw misuse(`found no ${missing.value}, expected parley ${command.rawName}`, command)
  const surplus = cli.args[command.args.length]
  if (surplus !== undefined && !command.args.some(({ variadic }) => variadic)) {
    throw misuse(
      `found ${quote(String(unmark(surplus)))} too many, expected parley ${command.rawName}`,
      command,
    )
  }
}

function checkNames(cli: CAC, command: Command | undefined, words: readonly string[]): void {
  const options = [...(command?.options ?? []), ...cli.globalCommand.options]
  const valid = options.map(({ name }) => `--${name}`)
  const short = options.flatMap(({ names }) => names.filter((name) => name.length === 1))
  const end = words.indexOf('--')
  for (const word of end < 0 ? words : words.slice(0, end)) {
    if (!isOption(word)) continue
    const [name = word, value] = word.split('=', 2)
    const isShort = short.includes(name.slice(1))
    if (!valid.includes(name) && !isShort) throw misuse(unknownName('option', name, valid), command)
    const option = options.find((each) => `--${each.name}` === name)
    if (value !== undefined && (isShort || option?.isBoolean)) {
      throw misuse(`found ${quote(word)}, expected ${name} without a value`, command)
    }
  }
}

function misuse(message: string, command?: Command): Misuse {
  return new Misuse(`${harmless(message)}\nTry: parley ${command ? `${command.name} ` : ''}--help`)
}
