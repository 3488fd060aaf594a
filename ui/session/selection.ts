/** What is selected, in every view at once. */
export type Selection =
  | { readonly kind: 'node'; readonly id: string }
  /** A pair such as `c1-s1`, and its last connection. */
  | { readonly kind: 'pair'; readonly id: string }
  /** An event of the trace, by its number. */
  | { readonly kind: 'event'; readonly id: number }
