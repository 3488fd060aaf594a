/// <reference types="@vitest/browser-playwright" />

import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { lazyPart } from '#ui/kit/lazy-part.tsx'

let root: Root
let host: HTMLElement

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
})
afterEach(() => {
  root.unmount()
  host.remove()
})

const Greeting = ({ name }: { readonly name: string }) => <p>Hello, {name}</p>

test('a part comes when it is shown, and is there at once when it was loaded before', async () => {
  let loads = 0
  const Part = lazyPart(async () => {
    loads++
    return Greeting
  })
  flushSync(() => root.render(<Part name="Ada" />))
  expect(host.textContent).toBe('')
  await expect.element(page.getByText('Hello, Ada')).toBeVisible()

  flushSync(() => root.render(<Part key="another" name="Bob" />))
  expect(host.textContent).toBe('Hello, Bob')
  expect(loads).toBe(1)
})

test('one that cannot be loaded says so in its place, and is asked for again', async () => {
  let isThere = false
  const Part = lazyPart(async () => {
    if (!isThere) throw new Error('no network')
    return Greeting
  })
  await expect(Part.load()).rejects.toThrow('no network')
  flushSync(() =>
    root.render(
      <>
        <Part name="Ada" />
        <p>The rest</p>
      </>,
    ),
  )
  await expect.element(page.getByRole('alert')).toHaveTextContent('could not be loaded')
  await expect.element(page.getByRole('button', { name: 'Load the page again' })).toBeVisible()
  await expect.element(page.getByText('The rest')).toBeVisible()

  isThere = true
  flushSync(() => root.render(<Part key="later" name="Bob" />))
  await expect.element(page.getByText('Hello, Bob')).toBeVisible()
})
