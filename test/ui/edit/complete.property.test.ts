/** What is offered, at every place of every shipped scenario. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isScalar, type Scalar, visit } from 'yaml'
import { complete } from '#ui/edit/complete.ts'
import { yamlOf } from '#ui/edit/yaml-text.ts'

const shipped = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'))

test.each(shipped)('at every place of %s, what stands there is among what is offered', (file) => {
  const text = readFileSync(`scenarios/${file}`, 'utf8')
  const document = yamlOf(text)?.document
  const missing: string[] = []
  let count = 0
  if (document)
    visit(document, {
      Scalar(key, node) {
        const options = complete(text, node.range?.[0] ?? 0)?.options ?? []
        const value = String(node.value)
        if (
          options.length === 0 ||
          isFree(
            node,
            value,
            options.map(({ kind }) => kind),
          )
        )
          return
        count++
        if (!options.some(({ name }) => name === value))
          missing.push(`${key} ${value}: ${options.map(({ name }) => name)}`)
      },
    })
  expect(missing).toEqual([])
  expect(count).toBeGreaterThan(20)
})

/** A range, a counted group or the name of a single node, of which there are too many to be offered. */
const isFree = (node: Scalar, value: string, kinds: readonly string[]) =>
  isScalar(node) && kinds.every((kind) => kind !== 'key') && /\.\.|×|^[a-z]+\d+$/.test(value)
