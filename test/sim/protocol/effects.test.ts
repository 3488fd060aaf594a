// What becomes of what an end asks for, beyond what runs and explorations show together.

import { describe, expect, it } from 'vitest'
import { type AskingEnd, effectsOf } from '#sim/protocol/effects.ts'

const nothing: AskingEnd = { message: null, held: 0, believes: null }
const does = (type: string, params: unknown, standing: Partial<AskingEnd> = {}) =>
  effectsOf({ type, params }, { ...nothing, ...standing }).map((effect) => effect.does)

describe('a message that arrives at an open end', () => {
  const call = { kind: 'call', written: 'V1' }
  const reply = { kind: 'reply', written: 'V1' }

  it('is answered or taken', () => {
    expect(does('deliver', undefined, { message: call, believes: 'V1' })).toEqual(['answer'])
    expect(does('deliver', undefined, { message: reply, believes: 'V1' })).toEqual(['take'])
  })

  it('is not understood where it is written in another version', () => {
    expect(does('deliver', undefined, { message: call, believes: 'V2' })).toEqual(['swallow'])
  })

  it('is understood by who goes along with anything, from whom as well, and if it was written before', () => {
    expect(does('deliver', undefined, { message: call, believes: '*' })).toEqual(['answer'])
    expect(does('deliver', undefined, { message: { ...call, written: '*' }, believes: 'V2' })).toEqual([
      'answer',
    ])
    expect(does('deliver', undefined, { message: { kind: 'call' }, believes: 'V2' })).toEqual(['answer'])
  })
})

describe('a message for which there is no room', () => {
  const overflow = (whenFull: string) =>
    effectsOf({ type: 'overflow', params: { whenFull } }, { ...nothing, message: { kind: 'call' }, held: 1 })

  it('is lost, or another one is for it, or the connection with it', () => {
    expect(overflow('refuse')).toMatchObject([{ does: 'lose', what: 'message' }])
    expect(overflow('drop the oldest')).toMatchObject([{ does: 'lose', what: 'oldest' }, { does: 'keep' }])
    expect(overflow('close')).toMatchObject([{ does: 'lose', what: 'message' }, { does: 'close' }])
  })
})

it('knows every action of the chart, and no other', () => {
  expect(does('closeSocket', undefined)).toEqual(['say'])
  expect(() => does('constructor', undefined)).toThrow('constructor')
  expect(() => does('sendVersions', {})).toThrow('sendVersions')
})
