/** An id that no other document of this browser has. Pages that come over plain HTTP from elsewhere get no `randomUUID`. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join('')
