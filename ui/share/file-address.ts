/** What an address says that is about a file which is served with the page. */

const prefix = 'file/'

/** The address of a served file, without the `#`. */
export const addressOfFile = (file: string): string => prefix + encodeURIComponent(file)

/** The file that an address is about; null where it is about none. */
export function fileIn(address: string): string | null {
  if (!address.startsWith(prefix)) return null
  try {
    return decodeURIComponent(address.slice(prefix.length))
  } catch {
    return null
  }
}
