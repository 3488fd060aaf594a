/** Two speech bubbles that talk past each other, or do not. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path
        d="M2 3.5h9v7H6l-2.5 2.5v-2.5H2Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinejoin="round"
      />
      <path d="M13 7h5v7.5h-1.5V17L14 14.5H8.5V12" fill="var(--accent)" />
    </svg>
  )
}
