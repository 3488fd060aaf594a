import { useEffect, useRef, useState } from 'react'

/** The narration for those who listen: at most one sentence a second. */
export function LiveNarration({ text }: { readonly text: string }) {
  const [said, setSaid] = useState(text)
  const last = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, 1_000 - (performance.now() - last.current))
    const timer = setTimeout(() => {
      last.current = performance.now()
      setSaid(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <p className="visually-hidden" aria-live="polite">
      {said}
    </p>
  )
}
