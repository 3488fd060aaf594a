import { AppWindow, PanelRight } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Host } from '#sim/inspect/xstate4/bridge.ts'
import { attach } from './attach.ts'
import styles from './Dock.module.css'
import { Dock } from './Dock.tsx'
import { type Shown, useInspector } from './useInspector.ts'

const url = () => new URL('inspect.html', location.href).href

/** A viewer that does not greet within this time, in milliseconds, is not there. */
const patience = 8_000

/** Parley's own viewer, beside the workbench or in a window of its own. */
export function OwnInspector({
  onOther,
  onClose,
  ...shown
}: Shown & { readonly onOther: () => void; readonly onClose: () => void }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [opened, setOpened] = useState<Window | null>(null)
  const [isBlocked, setIsBlocked] = useState(false)
  const [isLate, setIsLate] = useState(false)

  const connect = useCallback(
    (host: Host) => {
      const late = setTimeout(() => setIsLate(true), patience)
      const onThere = () => {
        clearTimeout(late)
        setIsLate(false)
      }
      const inFrame = { frame: frame.current, window: () => frame.current?.contentWindow ?? null }
      const bridge = attach(
        { ...(opened === null ? inFrame : { frame: null, window: () => opened }), url: url(), onThere },
        host,
      )
      return {
        ...bridge,
        end() {
          clearTimeout(late)
          bridge.end()
        },
      }
    },
    [opened],
  )
  useInspector(shown, connect)
  useClosing(opened, () => setOpened(null))

  const open = () => {
    const made = window.open(url(), 'parley-inspector', 'popup,width=1000,height=800')
    setIsBlocked(made === null)
    setOpened(made)
  }
  return (
    <Dock
      isSmall={opened !== null}
      onClose={() => {
        opened?.close()
        onClose()
      }}
      actions={
        <>
          {opened === null ? (
            <button type="button" onClick={open}>
              <AppWindow size={14} aria-hidden /> Own window
            </button>
          ) : (
            <button
              type="button"
              onClick={() => {
                opened.close()
                setOpened(null)
              }}
            >
              <PanelRight size={14} aria-hidden /> Back here
            </button>
          )}
          <button type="button" onClick={onOther}>
            Stately’s…
          </button>
        </>
      }
    >
      {isBlocked && (
        <p role="alert">The browser did not open a window. It may have to be allowed for this page.</p>
      )}
      {isLate && (
        <p role="alert">
          The viewer does not come up here. Where this page is served from, frames may be forbidden: try a
          window of its own.
        </p>
      )}
      {opened === null && <iframe ref={frame} className={styles.frame} title="Inspector" data-xstate="" />}
    </Dock>
  )
}

/** Tells when a window is closed. */
function useClosing(opened: Window | null, onClosed: () => void): void {
  const closed = useRef(onClosed)
  closed.current = onClosed
  useEffect(() => {
    if (opened === null) return
    const watch = setInterval(() => opened.closed && closed.current(), 500)
    return () => clearInterval(watch)
  }, [opened])
}
