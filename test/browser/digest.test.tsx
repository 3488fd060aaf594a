// The same runs have the same digests in Node, in the page and in a worker.

import { expect, inject, test } from 'vitest'
import { digestsOf } from './digests.ts'
import { texts } from './texts.ts'

/** Computed in Node before this page was opened. */
const fromNode = inject('digests')

test('different runs have different digests', () => {
  const digests = Object.values(fromNode)
  expect(digests.length).toBeGreaterThan(5)
  expect(new Set(digests).size).toBe(digests.length)
})

test('a page computes the digests that Node does', () => {
  expect(digestsOf(texts)).toEqual(fromNode)
})

test('a worker computes the digests that Node does', async () => {
  const worker = new Worker(new URL('./digest.worker.ts', import.meta.url), { type: 'module' })
  try {
    const digests = await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data))
      worker.addEventListener('error', reject)
    })
    expect(digests).toEqual(fromNode)
  } finally {
    worker.terminate()
  }
})
