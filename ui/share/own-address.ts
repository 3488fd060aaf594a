/** What an address says that is about something of one's own: nothing of what it holds, as browsers keep addresses. */
import type { OwnText } from '#ui/session/own-text.ts'

const prefixes = { file: 'file/', browser: 'mine/' } as const

/** The address of a document that is yet to be made. */
export const newAddress = 'new'

/** The address of what this browser keeps under an id, without the `#`. */
export const addressOfKept = (id: string): string => prefixes.browser + encodeURIComponent(id)

/** The address of a text, without the `#`; null where that of the link stays which holds it. */
export function addressOfOwn({ file, from }: OwnText): string | null {
  switch (from.kind) {
    case 'file':
      return prefixes.file + encodeURIComponent(file)
    case 'browser':
      return addressOfKept(from.id)
    case 'link':
      return null
  }
}

/** The served file, or what this browser keeps, that an address is about; null where it is about neither. */
export function ownIn(address: string): { readonly kind: 'file' | 'browser'; readonly name: string } | null {
  for (const kind of ['file', 'browser'] as const) {
    if (!address.startsWith(prefixes[kind])) continue
    try {
      return { kind, name: decodeURIComponent(address.slice(prefixes[kind].length)) }
    } catch {
      return null
    }
  }
  return null
}
