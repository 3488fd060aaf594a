import { useLayoutEffect, useState } from 'react'

const tokens = [
  'panel',
  'line',
  'line-2',
  'line-3',
  'ink',
  'ink-3',
  'accent',
  'bad',
  'bad-soft',
  'lossy-soft',
  'sunken',
] as const

export type Token = (typeof tokens)[number]
/** The colours of the theme as a canvas takes them. */
export type Colours = Readonly<Record<Token, string>>

/** The colours of the page, read again when its theme changes; null until they are known. */
export function useColours(): Colours | null {
  const [colours, setColours] = useState<Colours | null>(null)
  useLayoutEffect(() => {
    const read = () => setColours(readColours())
    read()
    const media = matchMedia('(prefers-color-scheme: dark)')
    media.addEventListener('change', read)
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme'] })
    return () => {
      media.removeEventListener('change', read)
      observer.disconnect()
    }
  }, [])
  return colours
}

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement)
  const entries = tokens.map((token) => [token, style.getPropertyValue(`--${token}`).trim() || 'gray'])
  return Object.fromEntries(entries) as Record<Token, string>
}
