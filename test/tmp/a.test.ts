import { test } from 'vitest'
import { buildCluster } from '#sim/cluster.ts'
import { choicesIn, take, takeUrgent } from '#sim/choices.ts'
import { copyWorld, createWorld } from '#sim/world.ts'
import { begin } from '#sim/kernel.ts'
import { restrictedTo } from '#sim/brute/groups.ts'
import { settle, silently } from '#sim/brute/settle.ts'
import { endless } from '#sim/brute/budget.ts'
import { standingOf } from '#sim/standing.ts'
import { readScenario } from '../scenarios/shipped.ts'
test('x', () => {
  const sc = readScenario('kubernetes-1.35')
  const nodes = ['k2','a2'].map((id) => sc.nodes.find((n) => n.id === id)!)
  const s = { ...sc, latency: { kind: 'fixed', ms: 0 } as const, links: [{ ...sc.links[1]!, needs: 'every' as const }], nodes }
  const both = buildCluster(s, 0)
  const [service] = both.services.values()
  const alone = restrictedTo(both, [service!])
  const start = createWorld(alone)
  begin(silently(alone, start))
  const w=copyWorld(start); const log: string[]=[]; const sim={...silently(alone,w), listen:(e:any)=>{log.push(JSON.stringify(e).slice(0,200))}}; for(let i=0;i<12;i++){ const c=choicesIn(alone,w); log.push('CHOICES '+c.map((x)=>x.name+'/'+x.subject).join(' | ')); if(!c[0]) break; take(sim,c[0]); takeUrgent(sim) } console.log(log.join('\n'))
  const { rests, round } = settle(alone, start, endless())
  console.log(rests.length, !!round, rests.map((r) => JSON.stringify(standingOf(alone, r.world, service!.pairs[0]!))))
})
