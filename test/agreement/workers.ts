/** Questions to processes that answer one at a time. One that takes too long, or dies of what it is asked, is replaced. */
import { type ChildProcess, fork, type Serializable } from 'node:child_process'

export interface Work<Question, Reply> {
  /** The program of each process. */
  readonly file: string
  readonly processes: number
  /** How many questions a process is asked before another one takes its place: what it has remembered may be much. */
  readonly questionsEach: number
  /** How many milliseconds an answer may take. */
  readonly patience: number
  /** What is asked next; null where nothing is left. */
  readonly next: () => Question | null
  /** Told every reply. Gives whether it was the last one to its question. */
  readonly replied: (question: Question, reply: Reply) => boolean
  /** Told of a question that got no answer, and how that came. */
  readonly failed: (question: Question, how: string) => void
}

/** Has everything answered. Ends when all is, or when it is told to stop. */
export async function askAll<Question, Reply>(
  work: Work<Question, Reply>,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(Array.from({ length: work.processes }, () => askOneByOne(work, signal)))
}

async function askOneByOne<Question, Reply>(work: Work<Question, Reply>, signal: AbortSignal): Promise<void> {
  let worker: ChildProcess | null = null
  let asked = 0
  while (!signal.aborted) {
    const question = work.next()
    if (question === null) break
    worker ??= begin(work.file)
    const how = await ask(worker, question, work, signal)
    asked++
    if (how === null && asked < work.questionsEach) continue
    worker.kill('SIGKILL')
    worker = null
    asked = 0
    if (how !== null && !signal.aborted) work.failed(question, how)
  }
  worker?.kill()
}

function begin(file: string): ChildProcess {
  const options = {
    execArgv: ['--max-old-space-size=1500'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'] as const,
  }
  const worker = fork(file, { ...options, stdio: [...options.stdio] })
  return worker
}

/** Gives how it failed; null where it was answered. */
function ask<Question, Reply>(
  worker: ChildProcess,
  question: Question,
  { patience, replied }: Work<Question, Reply>,
  signal: AbortSignal,
): Promise<string | null> {
  return new Promise((resolve) => {
    const end = (how: string | null) => {
      clearTimeout(timer)
      worker.removeAllListeners()
      worker.stderr?.removeAllListeners()
      signal.removeEventListener('abort', stop)
      resolve(how)
    }
    const stop = () => end('stopped')
    const timer = setTimeout(() => end(`no answer in ${patience / 1000} s`), patience)
    signal.addEventListener('abort', stop)
    worker.on('message', (reply: Reply) => {
      if (replied(question, reply)) end(null)
    })
    let said = ''
    worker.stderr?.on('data', (text) => {
      said = `${said}${text}`.slice(0, 5_000)
    })
    worker.on('error', (error) => end(String(error)))
    worker.on('exit', (code, kill) =>
      end(kill === 'SIGABRT' ? 'out of memory' : `ended with ${kill ?? code}`),
    )
    worker.send(question as Serializable)
  })
}
