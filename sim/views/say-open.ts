/** What an end believes to be agreed, in words. */
import { anything } from '#machines/rules.ts'

/** What an end believes that is open, as far as it knows the version: its peer may have chosen one and not told. */
export function sayOpen(version: string | null): string {
  return isNamed(version) ? `open at ${version}` : 'open'
}

/** Whether an end knows what was agreed by its name. */
export function isNamed(version: string | null): boolean {
  return version !== null && version !== anything
}
