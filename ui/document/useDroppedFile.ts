/** Opens a file that is dropped anywhere on the page. */
import { useEffectEvent, useLayoutEffect } from 'react'

/** @param onFault told why it cannot be opened; null where it can */
export function useDroppedFile(onFault: (fault: string | null) => void): void {
  const told = useEffectEvent(onFault)
  // As soon as there is something to drop it on.
  useLayoutEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      const [file] = event.dataTransfer?.files ?? []
      if (file === undefined) return
      event.preventDefault()
      import('./bring-file.ts').then(
        async ({ bringFile }) => told(await bringFile(file)),
        () => told(`“${file.name}” cannot be opened: Parley cannot be reached`),
      )
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [])
}
