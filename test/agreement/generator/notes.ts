/** What a file says for its readers, and variants of it. */
import { at, type Doc, isMapping, type Mapping, mapping, pathsIn, replaced } from '../document.ts'
import type { Draw } from '../draw.ts'
import type { RoleDraft } from './draft.ts'

/** The same with titles, remarks and sources, which mean nothing to any verdict. */
export function annotate(draw: Draw, file: Mapping): Doc {
  const sources = mapping({
    manual: 'The manual, 3rd edition',
    code: mapping({ text: 'handshake.c', url: 'https://example.org/handshake.c' }),
  })
  const told: Doc = new Map([
    ...mapping({ title: 'Something generated', about: 'What comes of it?', sources }),
    ...file,
  ])
  const remark = (here: Doc, path: readonly (string | number)[]) => {
    const there = at(here, path)
    if (!isMapping(there) || !draw.chance(60)) return here
    const isRelease = path[0] === 'roles'
    const more = mapping({
      ...(isRelease && { label: `L${draw.number(1, 99)}` }),
      ...(path[0] !== 'exceptions' &&
        path[0] !== 'skew' &&
        path[0] !== 'calls' && { about: 'One line about it' }),
      source: draw.pick(['manual', 'code']),
      ...(path[0] !== 'operations' && path[0] !== 'skew' && { note: 'Not tried' }),
    })
    return replaced(here, path, new Map([...there, ...more]))
  }
  const isPlace = ([first, ...rest]: readonly (string | number)[]) =>
    ((first === 'roles' || first === 'calls') && rest.length === 2) ||
    ((first === 'levels' || first === 'operations' || first === 'exceptions' || first === 'skew') &&
      rest.length === 1)
  return pathsIn(told).filter(isPlace).reduce(remark, told)
}

export function variantsOf(draw: Draw, roles: readonly RoleDraft[]): Doc {
  const role = draw.oneOf(roles)
  const release = role?.releases[0]
  const isStall = release?.saying.said().otherwise === 'stall'
  const otherwise = isStall ? 'error' : 'stall'
  const patch = mapping({
    roles:
      role !== null && release !== undefined
        ? mapping({ [role.name]: mapping({ [release.name]: mapping({ otherwise }) }) })
        : undefined,
    timing: draw.chance(30) ? mapping({ settle: '4 s' }) : undefined,
    until: draw.chance(15) ? '2 min' : undefined,
    about: 'The comment says so.',
  })
  return mapping({ 'as documented': patch })
}
