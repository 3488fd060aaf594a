/** What is found in a run, in its trace: when it begins to be so, and when it is over. */
import { record, type Sim, schedule } from '../engine/kernel.ts'
import { type Finding, keyOf } from '../rules/verdict.ts'

/** Has the cluster judged when all that happens at this stroke is done. `cause` is what has changed. */
export function askJudge(sim: Sim, cause: number): void {
  if (sim.world.isJudgeAsked) return
  sim.world.isJudgeAsked = true
  schedule(sim, 0, { kind: 'judge', cause })
}

/**
 * Records what was not found when it was looked there last, and what was found and is no more.
 *
 * @param where what was looked at: the rules, the service, or a connector by its id
 */
export function note(sim: Sim, where: string, findings: readonly Finding[], cause: number): void {
  const { world } = sim
  const before = world.findings.get(where) ?? nothing
  if (before.size === 0 && findings.length === 0) return
  const found = new Map(findings.map((finding) => [keyOf(finding), finding]))
  const isAmong = (some: ReadonlyMap<string, Finding>, key: string, { severity }: Finding) =>
    some.get(key)?.severity === severity
  // Most of what is looked at again is as it was; and a copy of all that was found takes its time.
  if (found.size === before.size && Array.from(found).every(([key, each]) => isAmong(before, key, each)))
    return
  for (const [key, finding] of before) {
    const { rule, reason, pair } = finding
    if (isAmong(found, key, finding)) continue
    record(sim, { kind: 'rule over', rule, reason, ...(pair && { pair }), cause })
  }
  for (const [key, finding] of found) if (!isAmong(before, key, finding)) tellFinding(sim, finding, cause)
  world.findings = new Map(world.findings).set(where, found)
}

const nothing: ReadonlyMap<string, Finding> = new Map()

/** Records a finding. */
export function tellFinding(
  sim: Sim,
  { severity: verdict, isAlways, ...finding }: Finding,
  cause: number,
): void {
  const severity = verdict === 'unsafe' ? 'error' : verdict === 'unsupported' ? 'warning' : 'info'
  record(sim, { kind: 'rule', ...finding, verdict, ...(isAlways && { isOfStep: true }), severity, cause })
}
