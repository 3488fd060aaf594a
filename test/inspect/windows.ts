/** Two windows that can send each other messages, as far as inspectors need them, without a browser. */
import { vi } from 'vitest'

export interface FakeWindow extends EventTarget {
  readonly self: FakeWindow
  top: FakeWindow
  opener: unknown
  readonly postMessage: (data: unknown, origin?: string) => void
  readonly open: (url: string) => FakeWindow
}

const origin = 'http://parley.test'

/** A page, and the window of a viewer that it opens. What one is sent comes from the other. */
export function windows(viewerOrigin = origin): { readonly page: FakeWindow; readonly viewer: FakeWindow } {
  const page: FakeWindow = fakeWindow(() => viewer, viewerOrigin)
  const viewer: FakeWindow = fakeWindow(() => page, origin)
  viewer.opener = page
  return { page, viewer }
}

/** Lets modules that are made for a page find this one. */
export function inPage(page: FakeWindow): void {
  vi.stubGlobal('window', page)
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  vi.stubGlobal('location', { origin })
}

/** Delivers a message to a window, at once. */
export function deliver(to: FakeWindow, data: unknown, source: unknown, from = origin): void {
  to.dispatchEvent(Object.assign(new Event('message'), { data: structuredClone(data), source, origin: from }))
}

function fakeWindow(other: () => FakeWindow, otherOrigin: string): FakeWindow {
  const target = new EventTarget() as FakeWindow
  return Object.assign(target, {
    self: target,
    top: target,
    opener: null,
    postMessage: (data: unknown) => deliver(target, data, other(), otherOrigin),
    open: () => other(),
  })
}
