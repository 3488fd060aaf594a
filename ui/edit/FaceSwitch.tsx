import { ToggleGroup } from 'radix-ui'
import styles from './FaceSwitch.module.css'
import { type Face, faceNames, faces } from './faces.ts'

/** Which faces of the document are shown. */
export function FaceSwitch({ face, onFace }: { readonly face: Face; readonly onFace: (face: Face) => void }) {
  return (
    <ToggleGroup.Root
      type="single"
      value={face}
      className={styles.faces}
      aria-label="Faces of the document"
      onValueChange={(value) => value && onFace(value as Face)}
    >
      {faces.map((each) => (
        <ToggleGroup.Item key={each} value={each}>
          {faceNames[each]}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
