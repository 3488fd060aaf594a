/** What is offered while a scenario is written. */
import { describe, expect, test } from 'vitest'
import { complete } from '#ui/edit/complete.ts'
import { describe as meaningOf } from '#ui/edit/schema-at.ts'

/** What is offered at the bar of a text. */
function offered(text: string): string[] {
  const at = text.indexOf('|')
  return complete(text.replace('|', ''), at)?.options.map(({ name }) => name) ?? []
}

/** The text after one of them is taken. */
function taken(text: string, name: string): string | null {
  const at = text.indexOf('|')
  const plain = text.replace('|', '')
  const found = complete(plain, at)
  const option = found?.options.find((each) => each.name === name)
  return found && option ? plain.slice(0, found.from) + option.insert + plain.slice(found.to) : null
}

const sessions = `title: Sessions
versions: [V1, V2, V3]
roles:
  gateway:
    1.8: { speaks: at once, offers: V1, accepts: V1 }
    2.0:
      offers: V2
  store:
    1.8: { offers: V1, accepts: V1 }
levels:
  fcv: { values: [1.8, 2.0] }
links:
  - { from: gateway, to: store }
calls: { gateway: { get: V1, touch: V2 } }
cluster: { gateway: 3 × 1.8, store: 2 × 1.8 }
upgrade:
  to: { gateway: 2.0 }
`
const at = (place: string, typed: string) => sessions.replace(place, typed)

describe('inside braces', () => {
  test('keys that are not there yet, and the words of a key', () => {
    const keys = offered(at('speaks: at once, offers', 'speaks: at once, |, offers'))
    expect(keys).toContain('answers')
    expect(keys).not.toContain('offers')
    expect(offered(at('speaks: at once', 'speaks: |'))).toEqual(['at once', 'after the peer'])
    expect(offered(at('speaks: at once', 'speaks: at|'))).toContain('after the peer')
  })

  test('names of the scenario itself', () => {
    expect(offered(at('accepts: V1 }', 'accepts: | }'))).toEqual([
      'V1',
      'V2',
      'V3',
      'V1..V2',
      'V1..V3',
      'none',
    ])
    expect(offered(at('from: gateway', 'from: |'))).toEqual(['gateway', 'store'])
    expect(offered(at('gateway: 3 × 1.8', 'gateway: |'))).toEqual(['1 × 1.8', '1 × 2.0'])
    expect(offered(at('to: { gateway: 2.0 }', 'to: { gateway: 2.0, | }'))).toEqual(['store', 'fcv'])
    expect(offered(at('to: { gateway: 2.0 }', 'to: { fcv: | }'))).toEqual(['1.8', '2.0'])
  })

  test('also where they are not closed yet', () => {
    expect(offered('roles:\n  a:\n    1.0: { speaks: at once, | \n')).toContain('offers')
  })
})

describe('below a key', () => {
  test('keys of a mapping that is begun, or goes on', () => {
    expect(offered(at('      offers: V2\n', '      offers: V2\n      |\n'))).toContain('accepts')
    expect(offered('roles:\n  a:\n    1.0:\n      sp|\n')).toContain('speaks')
    expect(offered('|')).toContain('versions')
  })

  test('items of a list', () => {
    const units = ['gateway', 'store', 'fcv', 'g1', 'g2', 'g3', 's1', 's2']
    expect(offered(at('upgrade:\n', 'upgrade:\n  order:\n    - |\n'))).toEqual(units)
    expect(offered(at('upgrade:\n', 'upgrade:\n  order: [gateway, |]\n'))).toEqual(units)
    expect(offered(at('  - { from: gateway, to: store }', '  - |'))).toContain('from')
  })

  test('what is taken stands in place of all that was written there', () => {
    expect(taken('links: [{ from: a, over: sa|me }]', 'same host')).toBe(
      'links: [{ from: a, over: same host }]',
    )
    expect(taken('tit|', 'title')).toBe('title: ')
  })
})

test('nothing is offered in a comment, nor where names are free', () => {
  expect(offered('title: x # |')).toEqual([])
  expect(offered('roles:\n  |')).toEqual([])
  expect(complete('[[[', 3)).toBeNull()
})

test('a key is told of in the words of the schema', () => {
  expect(meaningOf(['roles', 'a', '1.0', 'answers'])).toMatch(/^What it takes for agreed/)
  expect(meaningOf(['roles', 'a'])).toBeNull()
})
