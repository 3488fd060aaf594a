/** Whatever is dropped on the page or pasted into its address: it says what it understood and what to do, and goes on. */
import { describe, expect, test } from 'vitest'
import { openPage } from './open.ts'
import { drop, shown, zeo } from './own.ts'

const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
for (let i = 1; i < 12; i++)
  bomb.push(
    `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(', ')}]`,
  )

describe('a file that is', () => {
  test.each<[string, string, RegExp]>([
    ['no YAML', 'milk: [', /mine\.yaml:1:\d+: not valid YAML/],
    ['10 MB long', 'milk '.repeat(2_000_000), /found 10000000 characters, expected at most 1000000/],
    ['a bomb of aliases', bomb.join('\n'), /the aliases of this file stand for too much/],
    ['empty', '', /mine\.yaml:1:1: /],
    ['no scenario', 'title: <script>alert(1)</script>', /found no “roles”/],
    ['a broken .parley', '{"parley": 1, "documents": []}', /something in it is missing or was changed/],
  ])('%s', async (_, text, says) => {
    const page = await openPage()

    await drop(page, 'mine.yaml', text)

    const said = page.getByRole('alert').filter({ hasText: says })
    await said.waitFor()
    await drop(page, 'good.yaml', zeo)
    await shown(page, 'Mine')
  })
})

test('names of markup and of JavaScript are names', async () => {
  const title = '<img src=x onerror=alert(1)> __proto__'
  const text = zeo
    .replace('title: Mine', `title: ${JSON.stringify(title)}`)
    .replace(
      /cluster: .*/,
      'cluster: { client: { constructor: ZODB-3.1, toString: ZODB-3.1 }, server: { valueOf: ZODB-3.1 } }',
    )
  const page = await openPage()

  await drop(page, '__proto__.yaml', text)

  await shown(page, title)
  expect(
    await page.locator('[data-node]').evaluateAll((all) => all.map((each) => each.getAttribute('data-node'))),
  ).toEqual(['constructor', 'toString', 'valueOf'])
  expect(await page.locator('img').count()).toBe(0)
})

describe('an address', () => {
  test.each([
    ['#2abcdef', /A part of it is missing or was changed on its way/],
    ['#9abcdef', /It was made by another version of Parley/],
    ['#mine/00000000', /This browser keeps nothing of the name “00000000”/],
  ])('%s says what is wrong, and takes a file', async (hash, says) => {
    const page = await openPage(hash)
    await page.getByRole('alert').filter({ hasText: says }).waitFor()

    await drop(page, 'mine.yaml', zeo)

    await shown(page, 'Mine')
  })
})
