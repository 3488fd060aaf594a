/** The names of timers as events, which XState 4 writes otherwise than XState 5. */

/** `xstate.after(drain)#node.draining` for `xstate.after.drain.node.draining`; other names stay as they are. */
export const toName4 = (type: string) => type.replace(/^xstate\.after\.([^.]+)\.(.+)$/, 'xstate.after($1)#$2')

/** The way back. */
export const toName5 = (type: string) => type.replace(/^xstate\.after\(([^)]+)\)#(.+)$/, 'xstate.after.$1.$2')
