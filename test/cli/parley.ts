/** The command: as it was built, run as a process, and as its source answers here. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished, vi } from 'vitest'
import { answer } from '#cli/command.ts'

// A process takes its time on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 90_000 })

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const command = join(root, 'dist/cli.js')

// What would force or forbid colours, or say more of a defect.
for (const name of ['FORCE_COLOR', 'NO_COLOR', 'DEBUG']) delete process.env[name]

export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** What `parley` answers to these words. Only what is about processes has one: it takes ten times as long to start as to answer. */
export async function ask(...words: string[]): Promise<Ended> {
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockReturnValue(true),
  )
  try {
    const { out: lastOut, err: lastErr = '', status } = await answer(words)
    const [out = '', err = ''] = streams.map(({ mock }) => mock.calls.map(([text]) => text).join(''))
    return { status, out: out + lastOut, err: err + lastErr }
  } finally {
    for (const stream of streams) stream.mockRestore()
  }
}

/** Runs `parley` with these words as a process, in the root of the repository. */
export function parley(...words: string[]): Ended {
  return runNode([command, ...words])
}

/** Runs Node with these words. */
export function runNode(words: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = root): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 100_000_000,
  })
  return { status, out: stdout, err: stderr }
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A file with this text, in a folder of its own. */
export function temporaryFile(name: string, text: string): string {
  const file = join(temporaryFolder(), name)
  writeFileSync(file, text)
  return file
}

/** The shipped scenario with something changed. Throws where there is nothing to change. */
export function changedScenario(from: string | RegExp, to: string): string {
  const text = readFileSync(join(root, 'scenarios/zeo-2002.yaml'), 'utf8')
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`The scenario does not say ${from}`)
  return temporaryFile('changed.yaml', changed)
}

/** An installation with these files of the package only. */
export function installation(...files: string[]): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'dist'))
  for (const file of ['package.json', 'dist/cli.js', 'dist/cli', ...files]) {
    cpSync(join(root, file), join(folder, file), { recursive: true })
  }
  return folder
}
