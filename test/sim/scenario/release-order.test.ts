/** How releases of one role, and of several, are compared by rules about skew. */
import { expect, test } from 'vitest'
import { placesAmong } from '#sim/scenario/release-order.ts'
import { scenarioOf } from './broken.ts'

const file = (client: string, server: string, more = '') => `versions: [V1, V2, V3]
roles:
  client: { ${client} }
  server: { ${server} }
links: [{ from: client, to: server }]
${more}
cluster: { client: ${client.split(':')[0]}, server: ${server.split(':')[0]} }
`

const first = (name: string, offers = 'V1') =>
  `${name}: { speaks: at once, offers: ${offers}, accepts: V1..V3 }`
const skew = 'skew: [{ of: client, against: server, older: 1 }]'

function placesIn(text: string) {
  const scenario = scenarioOf(text)
  const place = placesAmong(scenario, ['client', 'server'])
  return Object.fromEntries(
    scenario.roles.flatMap(({ name: role, releases }) =>
      releases.map(({ name }) => [`${role} ${name}`, place(role, name)]),
    ),
  )
}

test('by equal names, where the lists make one, whatever they offer', () => {
  expect(placesIn(file(`${first('a')}, b: , d: `, `${first('a')}, b: , c: , d: `, skew))).toEqual({
    'client a': 0,
    'client b': 1,
    'client d': 3,
    'server a': 0,
    'server b': 1,
    'server c': 2,
    'server d': 3,
  })
})

test('by what they offer, where names do not tell', () => {
  expect(
    placesIn(file(`${first('a')}, b: { offers: V3 }`, `${first('x', 'V2')}, y: { offers: V3 }`, skew)),
  ).toEqual({
    'client a': 0,
    'client b': 2,
    'server x': 1,
    'server y': 2,
  })
})

test('by the list of the scenario, where it has one', () => {
  const places = placesIn(file(`${first('a')}, b: `, `${first('x')}, y: `, `releases: [a, x, b, y]\n${skew}`))
  expect(places).toEqual({ 'client a': 0, 'server x': 1, 'client b': 2, 'server y': 3 })
})

test.each([
  [
    '',
    'client “a” and “b” cannot be told apart by what they offer, expected “releases” with all of them, oldest first',
  ],
  [
    'releases: [a, b, y]\n',
    'server “x” has no place among the releases that it is compared with, expected it under “releases”, after those that are older',
  ],
  ['releases: [a, b, x, z]\n', 'unknown release “z”, expected a, b, x or y'],
])('a rule that cannot be compared is a mistake: %j', (order, message) => {
  expect(() => scenarioOf(file(`${first('a')}, b: `, `${first('x')}, y: `, `${order}${skew}`))).toThrow(
    message,
  )
})

test('a list that contradicts that of a role is a mistake, and so are offers that do', () => {
  const listed = file(`${first('a')}, b: `, `${first('x')}, y: `, `releases: [b, x, a, y]\n${skew}`)
  expect(() => scenarioOf(listed)).toThrow('found “b” before “a”, which client lists the other way round')
  const offered = file(`${first('a', 'V2')}, b: { offers: V1 }`, `${first('x')}, y: { offers: V2 }`, skew)
  expect(() => scenarioOf(offered)).toThrow(
    'client lists “a” before “b”, and offers them the other way round, expected “releases” with all of them',
  )
})

test('within one role releases count as it lists them', () => {
  const scenario = scenarioOf(
    file(`${first('a')}, b: , c: `, first('x'), 'skew: [{ among: client, releases: 2 }]'),
  )
  const place = placesAmong(scenario, ['client'])
  expect(['a', 'b', 'c'].map((name) => place('client', name))).toEqual([0, 1, 2])
})
