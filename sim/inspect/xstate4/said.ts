/** What a viewer may say by the protocol of `@xstate/inspect`: that it is there, and an event for a service. */

/** Whether something that a viewer has sent can be handed to that package, which believes everything. */
export function isSaid(message: unknown): boolean {
  const { type, event } = Object(message)
  if (type === 'xstate.inspecting') return true
  return type === 'xstate.event' && typeof event === 'string' && hasOrigin(event)
}

/** Whether a text is an event for a service, which is its origin. */
function hasOrigin(text: string): boolean {
  try {
    return typeof Object(JSON.parse(text)).origin === 'string'
  } catch {
    return false
  }
}
