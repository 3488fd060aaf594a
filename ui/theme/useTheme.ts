import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark'

const key = 'parley theme'
const darkQuery = '(prefers-color-scheme: dark)'
const listeners = new Set<() => void>()

/** The theme that is shown: the one that the user chose, else the system's. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(darkQuery)
      media.addEventListener('change', changed)
      listeners.add(changed)
      return () => {
        media.removeEventListener('change', changed)
        listeners.delete(changed)
      }
    },
    () => chosen() ?? (matchMedia(darkQuery).matches ? 'dark' : 'light'),
  )
}

/** Shows this theme from now on, also in later visits where the browser remembers. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(key, theme)
  } catch {
    // A browser that keeps nothing still shows what was chosen.
  }
  for (const changed of listeners) changed()
}

/** Shows what was chosen in an earlier visit. */
export function recallTheme(): void {
  try {
    const theme = localStorage.getItem(key)
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  } catch {
    // Nothing was kept.
  }
}

function chosen(): Theme | null {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : null
}
