/** The colours can be read, and the outcomes told apart by everybody. */
import { readFileSync } from 'node:fs'
import {
  type Color,
  differenceEuclidean,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  parse,
  wcagContrast,
} from 'culori'
import { describe, expect, test } from 'vitest'

const css = readFileSync('ui/theme/tokens.css', 'utf8')

/** The colours of a rule, by name. */
function tokensOf(selector: string): Record<string, string> {
  const rule = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? ''
  return Object.fromEntries(
    Array.from(rule.matchAll(/--([\w-]+): (#\w+);/g), ([, name, value]) => [name, value]),
  )
}

const themes = { light: tokensOf(':root'), dark: tokensOf(':root[data-theme="dark"]') }

describe.each(Object.entries(themes))('the %s theme', (_, tokens) => {
  const colour = (name: string) => {
    const value = tokens[name]
    if (value === undefined) throw new Error(`There is no colour ${name}`)
    return value
  }

  test.each(['ink', 'ink-2', 'ink-3', 'accent', 'ok', 'lossy', 'bad'])(
    '%s is legible as text on every ground',
    (name) => {
      for (const ground of ['panel', 'sunken', 'raised']) {
        expect(wcagContrast(colour(name), colour(ground))).toBeGreaterThanOrEqual(4.5)
      }
    },
  )

  test('meaningful lines stand out', () => {
    expect(wcagContrast(colour('line-3'), colour('panel'))).toBeGreaterThanOrEqual(3)
  })

  test.each(['ok', 'lossy', 'bad'])('text stands on a state filled with %s', (name) => {
    expect(wcagContrast(colour('panel'), colour(name))).toBeGreaterThanOrEqual(4.5)
  })

  test('outcomes differ for those who see fewer colours', () => {
    const distance = differenceEuclidean('lab')
    for (const filter of [filterDeficiencyProt(1), filterDeficiencyDeuter(1)]) {
      const seen = (name: string): Color => filter(parse(colour(name)) as Color)
      const [ok, lossy, bad] = [seen('ok'), seen('lossy'), seen('bad')]
      // The palette before this one fell to 3 between two of them.
      for (const pair of [
        [ok, lossy],
        [ok, bad],
        [lossy, bad],
      ] as const) {
        expect(distance(...pair)).toBeGreaterThan(15)
      }
    }
  })
})

test('the system’s dark theme is the one that can be chosen', () => {
  expect(tokensOf(':root:not([data-theme])')).toEqual(themes.dark)
})
