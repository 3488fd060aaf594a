import { useCallback, useLayoutEffect, useRef } from 'react'

/** The same function for ever, which calls the latest one: what is memoised need not be drawn again for it. */
export function useStable<A extends unknown[], R>(latest: (...args: A) => R): (...args: A) => R {
  const ref = useRef(latest)
  useLayoutEffect(() => {
    ref.current = latest
  })
  return useCallback((...args: A) => ref.current(...args), [])
}
