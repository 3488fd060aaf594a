/** The help of the command line. */
import type { CAC } from 'cac'
import { packageVersion } from './package.ts'

interface Section {
  title?: string
  body: string
}

const about = 'shows a cluster negotiate, and finds the order to upgrade it in.'

const endings: Section = {
  title: 'Exit status',
  body: [
    '  0   done, or safe',
    '  1   something breaks, is not supported, or is not known to be safe',
    '  2   the command or a file cannot be understood',
    '  70  a defect of Parley',
    '  130 interrupted by Ctrl-C',
  ].join('\n'),
}

/** Puts what a command is for at the top, where the parser says only the name, and the exit statuses at the end. */
export function arrangeHelp({ matchedCommand }: CAC, [, ...sections]: Section[]): Section[] {
  const top = matchedCommand
    ? { body: `parley ${matchedCommand.name}: ${matchedCommand.description}` }
    : { body: `parley ${packageVersion()} ${about}` }
  const hasOptions = matchedCommand !== undefined && matchedCommand.options.length > 0
  const rest = sections
    .filter(({ title }) => !title?.startsWith('For more info'))
    .map((section) => ({ ...section, body: withoutTrailingBlanks(section.body) }))
    .map((section) =>
      section.title === 'Usage' && hasOptions ? { ...section, body: `${section.body} [options]` } : section,
    )
  const more = matchedCommand ? [] : [{ body: 'parley COMMAND --help tells more about a command.' }]
  return [top, ...rest, endings, ...more]
}

const withoutTrailingBlanks = (text: string) => text.replace(/ +$/gm, '')
