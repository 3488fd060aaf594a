/** What is wrong with an order that somebody wrote. */
export interface OrderFault {
  /** The place in the order of the word that is wrong. Null for the order as a whole. */
  readonly index: number | null
  readonly message: string
  /** Whether there is no such name. Every other fault depends on what the upgrade changes. */
  readonly isUnknown: boolean
}
