/**
 * The right answer to each of the small files beside this one, from every command that can say it. They were typed in by
 * somebody who knew what has to come out, before it did.
 */

/** What one command has to say. */
export interface Answer {
  /** The command without the file, such as `run --order c1,s1`. */
  readonly ask: string
  readonly status: 0 | 1 | 2
  /** What its JSON has to hold, among other things. */
  readonly json?: object
  /** What its text has to say, and what it may not say. */
  readonly says?: readonly RegExp[]
  readonly saysNot?: readonly RegExp[]
}

type Verdict = 'safe' | 'unsafe' | 'unsupported' | 'unknown'

const judged = (ask: string, verdict: Verdict, more: object = {}): Answer => ({
  ask,
  status: verdict === 'safe' ? 0 : 1,
  json: { verdict, ...more },
})

/** Whether there is a way, and whether each single order holds is told by three that may not disagree. */
const plan = (verdict: Verdict, safeOrders: string, allOrders: string, more: object = {}): Answer =>
  judged('plan', verdict, { safeOrders, allOrders, ...more })

const order = (words: string | null, verdict: Verdict): Answer[] => {
  const option = words === null ? '' : ` --order ${words}`
  return ['check', 'check --exhaustive', 'run'].map((command) =>
    // Without an order the brute force walks through all of them.
    judged(`${command}${option}`, verdict),
  )
}

/** The outcome of each pair, a line each: `dialer → acceptor: outcome version`. */
const matrix = (...cells: readonly string[]): Answer => ({
  ask: 'matrix',
  status: 0,
  json: { cells },
})

const runbook = (says: readonly RegExp[], saysNot: readonly RegExp[] = []): Answer => ({
  ask: 'plan --markdown',
  status: 0,
  says,
  saysNot,
})

const valid: Answer = { ask: 'validate', status: 0 }

/** Two steps in one order, and in the other. */
const both = (verdicts: Readonly<Record<string, Verdict>>): Answer[] =>
  Object.entries(verdicts).flatMap(([words, verdict]) => order(words, verdict))

const oneAtATime = [/one at a time|at most 1 of/]
const together = [/one at a time or together/, /all together/]

/** What is right now. */
export const answers: Readonly<Record<string, readonly Answer[]>> = {
  'a-process-forgets': [
    valid,
    matrix('one → old: degraded V1', 'one → new: open V2', 'two → old: rejected', 'two → new: open V2'),
    plan('safe', '1', '2'),
    judged('check --exhaustive', 'safe'),
    ...both({ 'server,client': 'safe', 'client,server': 'unsafe' }),
  ],
  'all-acceptors-together': [
    valid,
    matrix('old → old: open V1', 'old → new: open V1'),
    plan('safe', '6', '6'),
    ...order('s1,s2,s3', 'safe'),
    runbook([/one at a time|at most 2 of server/], together),
  ],
  'any-opens-and-is-of-no-use': [
    valid,
    matrix('old → old: open V1', 'old → new: degraded V1', 'new → old: open V1', 'new → new: degraded V1'),
    plan('unsafe', '0', '2'),
    judged('check --exhaustive', 'unsafe'),
    ...both({ 's1,client': 'unsafe', 'client,s1': 'unsafe' }),
  ],
  'automatic-level-rises-too-early': [
    valid,
    plan('safe', '0', '2', { route: { steps: 4 } }),
    judged('check --exhaustive', 'unsafe'),
    ...both({
      'n1,n2': 'unsafe',
      'n1=mid,n2,n1': 'unsafe',
      'n1=mid,n1,n2': 'unsafe',
      'n1=mid,n2=mid,n1,n2': 'safe',
    }),
  ],
  'call-that-nobody-declared': [
    valid,
    matrix('old → old: open V1', 'old → new: open V2'),
    plan('safe', '1', '1'),
    ...order(null, 'safe'),
  ],
  'calls-of-the-acceptor': [
    valid,
    matrix('old → old: degraded V1'),
    { ask: 'matrix --why', status: 0, says: [/nothing is pushed/] },
    { ask: 'run', status: 0, json: { verdict: 'safe' } },
  ],
  'counterexample-that-is-none': [
    valid,
    matrix('r1 → r1: open V1', 'r1 → r2: rejected'),
    plan('unsafe', '0', '6', { counterexample: { steps: [{ unit: 'b1' }, { unit: 'b2' }, { unit: 'b3' }] } }),
    judged('check --exhaustive', 'unsafe'),
    ...order('b1,b2,b3', 'unsafe'),
    judged('check --order b1,b2 --partial', 'safe'),
    judged('run --order b1,b2 --partial', 'safe'),
  ],
  'degraded-hides-unsafe': [
    valid,
    matrix('r1 → r1: open V1', 'r1 → r2: rejected', 'r2 → r1: rejected', 'r2 → r2: open V2'),
    plan('unsafe', '0', '2', { counterexample: { steps: [] } }),
    judged('check --exhaustive', 'unsafe'),
    ...order('n1,n2', 'unsafe'),
  ],
  'down-member-is-judged': [
    valid,
    plan('safe', '2', '2'),
    judged('check --exhaustive', 'safe'),
    ...both({ 'n1,n2': 'safe', 'n2,n1': 'safe' }),
  ],
  'exception-does-not-win': [
    valid,
    matrix('old → old: open V1', 'old → new: open V1'),
    plan('safe', '1', '1'),
    ...order(null, 'safe'),
  ],
  'floor-of-peers': [
    valid,
    plan('safe', '6', '6'),
    judged('check --exhaustive', 'safe'),
    ...order('n1,n2,n3', 'safe'),
    runbook(oneAtATime, [...together, /at most 2 of/]),
  ],
  'half-open-answers-calls': [
    valid,
    matrix('old → old: half-open V1/V2'),
    judged('run', 'unsafe', { calls: { answered: 0 } }),
  ],
  'loss-goes-by-what-is-spoken': [
    valid,
    matrix(
      'offers1 → old: open V1',
      'offers1 → accepts1: open V1',
      'narrow → old: open V1',
      'narrow → accepts1: open V1',
    ),
    judged('run', 'safe'),
  ],
  'loss-inside-a-wave': [
    valid,
    matrix('old → old: open V1', 'old → new: open V1', 'new → old: degraded V1', 'new → new: open V2'),
    plan('safe', '6', '6'),
    ...order('n1,n2,n3', 'safe'),
    runbook([/all is slow/]),
    { ask: 'check', status: 0, says: [/all is slow/] },
    { ask: 'run', status: 0, says: [/all is slow/] },
  ],
  'loss-of-data-is-silent': [
    valid,
    plan('safe', '2', '2'),
    ...order('c1,c2', 'safe'),
    runbook([/cannot read F2/]),
    { ask: 'check', status: 0, says: [/cannot read F2/] },
    { ask: 'plan --keep readable', status: 1, json: { verdict: 'unsafe', safeOrders: '0' } },
  ],
  'names-of-javascript': [valid, matrix('r → r: open constructor'), judged('run', 'safe')],
  'needed-call-fails': [
    valid,
    matrix('old → old: open V1', 'old → new: degraded V1'),
    plan('unsafe', '0', '1'),
    ...order(null, 'unsafe'),
  ],
  'needed-call-without-a-cost': [
    valid,
    matrix('old → old: open V1', 'old → new: degraded V1'),
    plan('unsafe', '0', '1'),
    ...order(null, 'unsafe'),
  ],
  'nobody-is-up-to-raise-a-level': [valid, plan('safe', '1', '1'), ...order(null, 'safe')],
  'open-for-an-instant': [
    valid,
    matrix('old → old: rejected', 'old → new: rejected'),
    plan('unsafe', '0', '1'),
    ...order(null, 'unsafe'),
  ],
  'pace-of-a-level-on-each-node': [
    valid,
    plan('safe', '90', '720'),
    judged('check --exhaustive', 'safe'),
    ...order('n1,n2,n3,n1.mode,n2.mode,n3.mode', 'safe'),
    ...order('n1.mode,n1,n2,n3,n2.mode,n3.mode', 'unsafe'),
    runbook(oneAtATime, together),
  ],
  'run-ends-before-its-rollout': [
    valid,
    matrix('old → old: open V1', 'old → new: rejected', 'new → old: open V1', 'new → new: rejected'),
    plan('safe', '1', '1'),
    ...order(null, 'safe'),
    judged('plan --from old --to new', 'unsafe', { safeOrders: '0', allOrders: '720' }),
    judged('check --from old --to new --order client,server', 'unsafe', { failsAt: 5 }),
    judged('check --exhaustive --from old --to new --order client,server', 'unsafe'),
    judged('run --from old --to new --order client,server', 'unsafe', {
      firstFailure: { step: { number: 6 } },
    }),
  ],
  'run-ignores-the-floor': [
    valid,
    plan('unsafe', '0', '2'),
    judged('check --exhaustive', 'unsafe'),
    ...both({ 's1,s2': 'unsafe', 's2,s1': 'unsafe' }),
  ],
  'run-takes-a-forbidden-path': [
    valid,
    plan('safe', '0', '1', { route: { steps: 2 } }),
    ...order(null, 'unsafe'),
    ...order('s1=next,s1', 'safe'),
  ],
  'skew-counts-releases': [
    plan('unsafe', '0', '2'),
    judged('check --exhaustive', 'unsafe'),
    ...both({ 'n1,n2': 'unsafe', 'n2,n1': 'unsafe' }),
  ],
  'stalled-until-patience-ends': [
    valid,
    matrix('old → old: open V1', 'new → old: open V1'),
    plan('safe', '1', '1'),
    ...order(null, 'safe'),
  ],
  'ten-million-voters': [valid, { ask: 'plan', status: 0, json: { verdict: 'safe' } }],
  'own-version-teaches': [
    matrix('equal → own: open V1', 'theirs → own: open V1', 'lower → own: open V1', 'next → own: open V1'),
    judged('run', 'safe'),
  ],
  'quorum-needs-both-directions': [
    judged('plan --keep service', 'unsafe', { safeOrders: '0' }),
    judged('check --keep service', 'unsafe'),
    judged('check --exhaustive --keep service', 'unsafe'),
    judged('run --keep service', 'unsafe'),
  ],
  'requires-names-what-it-misses': [
    matrix('old → old: rejected', 'old → none: rejected'),
    { ask: 'matrix --why', status: 0, says: [/misses B, which it requires/] },
  ],
  'unknown-flag-is-named': [
    matrix('old → old: rejected'),
    { ask: 'matrix --why', status: 0, says: [/does not know C/] },
  ],
  'nobody-said-anything': [
    valid,
    matrix('old → old: rejected'),
    judged('run', 'unsafe'),
    { ask: 'matrix --why', status: 0, says: [/server old waited 2 s, heard nothing and closed/] },
  ],
  'list-on-the-same-connection': [{ ask: 'validate', status: 2, says: [/same connection/] }],
  'silence-without-patience': [{ ask: 'validate', status: 2, says: [/silence/, /patience/] }],
  'what-the-goal-does-not-name': [
    { ask: 'plan', status: 1, json: { verdict: 'unsafe' } },
    { ask: 'plan --markdown', status: 1, says: [/There is a safe way with flags raised to 3\.11 as well/] },
  ],
  'write-is-judged-as-a-read': [
    valid,
    matrix('old → old: open V1', 'new → old: open V1'),
    judged('run', 'safe', { calls: { unreadable: 0 } }),
  ],
  'each-before-its-own': [
    plan('safe', '6', '24', { precedencesSuffice: true }),
    { ask: 'plan --markdown', status: 0, says: [/each b before its own lev/] },
    ...both({ 'b1,b1.lev,b2,b2.lev': 'safe', 'b1,b2.lev,b2,b1.lev': 'unsafe' }),
  ],
  'link-on-the-same-host': [
    valid,
    matrix('old → old: open V1', 'old → new: open V1', 'new → old: rejected', 'new → new: open V2'),
    plan('safe', '6', '24', { precedencesSuffice: true }),
    { ask: 'plan --markdown', status: 0, says: [/every runtime before any agent on the same host/] },
    ...both({ 'runtime,agent': 'safe', 'agent,runtime': 'unsafe' }),
    ...both({ 'r1,a1,r2,a2': 'safe', 'r1,a2,r2,a1': 'unsafe' }),
  ],
  'dead-end-blames-what-blocks': [
    {
      ask: 'plan',
      status: 1,
      json: { verdict: 'unsafe', exits: [], firstSteps: [{ unit: 'n1', to: 'b' }, { unit: 'n2' }] },
    },
    {
      ask: 'plan --markdown',
      status: 1,
      says: [/node b is 2 releases older than node c/],
      saysNot: [/node a is 3 releases/],
    },
  ],
}
