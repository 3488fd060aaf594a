/** Judges a run away from the page. A run cannot be handed over, and what decides it can: it is simulated once more. */
import { simulate } from '#sim/run/run.ts'
import type { RunSpec } from '#sim/run/run-spec.ts'
import { judgeRun } from '#sim/views/summary.ts'

addEventListener('message', ({ data }: MessageEvent<RunSpec>) => postMessage(judgeRun(simulate(data))))
