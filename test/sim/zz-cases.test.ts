import { expect, test } from 'vitest'
import { answer } from '#cli/command.ts'
import { answers } from '../cases/answers.ts'

const seeds = [7, 1, 2, 3]
for (const [name, all] of Object.entries(answers))
  for (const right of all) {
    if (!right.ask.startsWith('run')) continue
    test(`${name}: ${right.ask}`, async () => {
      const [command = '', ...options] = right.ask.split(' ')
      for (const seed of seeds) {
        const words = [
          command,
          `/work/wt/run/test/cases/${name}.yaml`,
          ...options,
          ...(right.json ? ['--json'] : []),
          '--seed',
          String(seed),
        ]
        const said = await answer(words)
        if (right.json) {
          const v = JSON.parse(said.out)
          expect({
            verdict: v.verdict,
            o: v.observed.map((x: { reason: string }) => x.reason),
            f: v.foreseen.map((x: { reason: string }) => x.reason),
          }).toMatchObject({ verdict: (right.json as { verdict: string }).verdict })
        }
        for (const p of right.says ?? []) expect(said.out.replaceAll(/\s+/g, ' ')).toMatch(p)
        expect(said.status).toBe(right.status)
      }
    })
  }
