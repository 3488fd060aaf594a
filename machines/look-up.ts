/** Mappings that are keyed by names which a person chose: `constructor` and `__proto__` are names like any other. */

/** What a mapping has under `name` itself, and not by way of JavaScript's own objects; undefined where it has nothing. */
export function lookUp<T>(mapping: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return mapping !== undefined && Object.hasOwn(mapping, name) ? mapping[name] : undefined
}
