/** The command `parley`: the process around `command.ts`. */
import { statuses } from './answer.ts'
import { answer, explain } from './command.ts'

// Whoever reads only the beginning, as `head` does, has what was wanted.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    const why = error.code === 'ENOSPC' ? 'the disk is full' : error.message
    process.stderr.write(`parley: cannot write the answer: ${why}\n`)
    process.exit(statuses.unwritten)
  })
}

// Node would end with 1, which is an answer here.
process.on('uncaughtException', (error) => {
  process.stderr.write(explain(error).err)
  process.exit(statuses.defect)
})

// Not awaited: what a command is made of imports from here what both need, and would wait for this to end.
answer(process.argv.slice(2)).then(({ out, err = '', status }) => {
  process.exitCode = status
  process.stderr.write(err)
  process.stdout.write(out)
})
