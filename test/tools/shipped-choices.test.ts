/** What there is to choose a shipped scenario by. */
import { describe, expect, test } from 'vitest'
import type { Choice, Shows } from '#ui/session/shipped.ts'
import { groupsOf, isStoryFound, type Story, saySafe } from '#ui/workbench/picker/choices.ts'
import { choiceOf } from '../../tools/shipped-scenarios/choice.ts'
import { groups } from '../../tools/shipped-scenarios/groups.ts'
import { readScenario, shipped } from '../scenarios/shipped.ts'

test('every shipped scenario is in one group', () => {
  expect(groups.flatMap((group) => group.names).toSorted()).toEqual([...shipped].toSorted())
})

describe('is worked out', () => {
  test.each<[string, string, string, string, readonly Shows[]]>([
    ['zeo-2002', '3.1 → 3.2', '12', '120', ['half-open']],
    ['zeo-2002-foreseen', '2.0.1 → 2.0.2', '120', '120', ['skew', 'every order', 'half-open']],
    ['zeo-2005-data', '3.2 → 3.3.1', '0', '6', ['no order']],
    ['elasticsearch-transport', '7.16 → 8.0', '0', '6', ['levels', 'bridge']],
  ])('%s', (name, leads, safe, all, shows) => {
    expect(choiceOf(readScenario(name))).toMatchObject({ leads, safe, all, shows })
  })
})

function story(name: string, choice: Partial<Choice> = {}): Story {
  const load = () => Promise.reject(new Error('not asked for'))
  const usual: Choice = { group: 'G', leads: '', safe: '1', all: '2', shows: [], words: '' }
  return { name, title: name, about: '', load, ...usual, ...choice }
}

test('is found by each of its words, wherever they stand, and by all that it shows', () => {
  const kafka = story('Kafka 4.0', { words: 'broker 3.9 KRaft', shows: ['levels', 'bridge'] })
  const found = (text: string, ...shows: Shows[]) => isStoryFound(kafka, { text, shows })

  expect(found('')).toBe(true)
  expect(found('kraft KAFKA')).toBe(true)
  expect(found('kafka 3.8')).toBe(false)
  expect(found('', 'levels', 'bridge')).toBe(true)
  expect(found('kafka', 'levels', 'skew')).toBe(false)
})

test('stands in its group, in order', () => {
  const [a, b, c] = [story('a'), story('b', { group: 'H' }), story('c')]

  expect(groupsOf([a, b, c])).toEqual([
    ['G', [a, c]],
    ['H', [b]],
  ])
})

test.each<[Partial<Choice>, string]>([
  [{ safe: '12', all: '120' }, '12 of 120 safe'],
  [{ safe: '120', all: '120' }, 'all of 120 safe'],
  [{ safe: '0', all: '22680' }, 'none of 22,680 safe'],
  [{ safe: '0', all: '6', shows: ['bridge'] }, 'none of 6 safe, a route is'],
  [{ safe: '0', all: '1' }, 'not safe'],
  [{ safe: '1', all: '1' }, 'safe'],
  [{ safe: null, all: null }, ''],
])('%j is said as %s', (choice, said) => {
  expect(saySafe(story('s', choice))).toBe(said)
})
