import { briefEffort } from './examine.ts'
import { examineAt } from './one.ts'
for (const i of process.argv.slice(3).map(Number)) {
  const r = examineAt(Number(process.argv[2]), i, { effort: briefEffort })
  for (const f of r.reduced) console.log(`# ${f.kind}\n#   ${f.answers.join('\n#    ')}\n${f.text}`)
}
