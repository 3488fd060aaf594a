/** The story of a pair is one of its delivery orders: it ends as the matrix says, in every shipped scenario. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { matrix } from '#sim/rules/matrix.ts'
import { formatFaults, parseScenario } from '#sim/scenario/parse/parse.ts'
import { variantsOf } from '#sim/scenario/variant.ts'
import { handshake } from '#sim/views/handshake.ts'

const folder = new URL('../../../scenarios/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

describe.each(files)('%s', (file) => {
  const text = readFileSync(new URL(file, folder), 'utf8')
  const parsed = parseScenario(text, file)
  if (!parsed.ok) throw new Error(formatFaults(parsed.faults, text))
  const whole = parsed.scenario

  test.each(variantsOf(whole).map(({ name, scenario }) => [name, scenario] as const))(
    '%s',
    (name, scenario) => {
      const variant = name === 'as shipped' ? {} : { variant: name }
      for (const result of matrix(scenario)) {
        const { link, dialer, acceptor, outcomes } = result
        const told = handshake(whole, { link, dialer, acceptor, ...variant })
        const who = `${link}: ${dialer} dials ${acceptor}`
        expect(Object.keys(outcomes), who).toContain(told?.attempts.at(-1)?.outcome)
        for (const { points, messages } of told?.attempts ?? []) {
          // Every message is sent, and got at most once, after that.
          for (const number of messages.keys()) {
            const own = points.flatMap(({ message }) => (message?.number === number ? [message.does] : []))
            expect([['send'], ['send', 'receive']], who).toContainEqual(own)
          }
        }
      }
    },
  )
})
