/** The inspectors that the address of the page can ask for. */
export type InspectorKind = 'own' | 'stately'

/** The inspector that the query of an address asks for: Parley's own, Stately's, or none. */
export function inspectorIn(query: string): InspectorKind | null {
  const asked = new URLSearchParams(query).get('inspect')
  if (asked === null) return null
  return asked === 'stately' ? 'stately' : 'own'
}

/** Another address of the page, which asks for this inspector. */
export function withInspector(address: string, kind: InspectorKind | null): string {
  const url = new URL(address)
  url.searchParams.delete('inspect')
  const query = [
    url.searchParams.toString(),
    ...(kind === null ? [] : [kind === 'own' ? 'inspect' : 'inspect=stately']),
  ]
  url.search = query.filter(Boolean).join('&')
  return url.href
}
