/** The variants of a scenario: the same system with something said otherwise, such as `as documented`. */
import type { Scenario, Variant } from './model.ts'

/** What a scenario itself is called beside its variants. */
const baseVariant = 'as shipped'

/** The scenario as it stands, and then its variants. */
export function variantsOf(scenario: Scenario): readonly Variant[] {
  const { variants = [] } = scenario
  return [{ name: baseVariant, about: scenario.about, scenario }, ...variants]
}

/** The scenario of one variant, or the scenario itself for none. Null where there is no such variant. */
export function variantOf(scenario: Scenario, name: string | undefined): Scenario | null {
  if (name === undefined) return scenario
  return variantsOf(scenario).find((variant) => variant.name === name)?.scenario ?? null
}
