/** The text of a shipped scenario, which the page needs only where it is edited. */
const texts = import.meta.glob<string>('../../scenarios/*.yaml', { query: '?raw', import: 'default' })

/** The text of the scenario of this name. Fails where the page can no longer be reached. */
export async function textOfShipped(name: string): Promise<string> {
  const load = texts[`../../scenarios/${name}.yaml`]
  if (load === undefined) throw new Error(`there is no scenario of the name ${name}`)
  return load()
}
