import { type ComponentType, useEffect, useState } from 'react'
import controls from './controls.module.css'
import styles from './lazy-part.module.css'

/** A part of the page that comes when it is first shown, or when it is asked for. */
export type LazyPart<P> = ComponentType<P> & {
  /** Loads it ahead. Fails where the page can no longer be reached. */
  readonly load: () => Promise<void>
}

/**
 * Makes a component of one that is loaded later. Until then there is nothing to see; where it cannot be loaded, it says so in its
 * place. Once it is loaded it is there at once, which `lazy` of React's is not.
 */
export function lazyPart<P extends object>(get: () => Promise<ComponentType<P>>): LazyPart<P> {
  let loaded: ComponentType<P> | null = null
  const load = async () => {
    loaded = await get()
  }
  function Part(props: P) {
    const [state, setState] = useState<'waiting' | 'there' | 'failed'>(loaded ? 'there' : 'waiting')
    useEffect(() => {
      if (loaded) return
      let isOver = false
      load().then(
        () => !isOver && setState('there'),
        () => !isOver && setState('failed'),
      )
      return () => {
        isOver = true
      }
    }, [])
    const Loaded = loaded
    if (Loaded) return <Loaded {...props} />
    return state === 'failed' ? <NotLoaded /> : null
  }
  return Object.assign(Part, { load })
}

/** The address holds all that there is to lose. */
function NotLoaded() {
  return (
    <div className={styles.failed} role="alert">
      <p>This part of the page could not be loaded. Is it still served?</p>
      <button type="button" className={controls.button} onClick={() => location.reload()}>
        Load the page again
      </button>
    </div>
  )
}
