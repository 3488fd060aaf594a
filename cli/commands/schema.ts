import type { CAC } from 'cac'

/** Adds `parley schema` to the commands: the JSON Schema of scenario files, for editors. */
export function addSchema(cli: CAC): void {
  cli
    .command('schema', 'Prints the JSON Schema of scenario files, for editors')
    .example('  parley schema > scenario.schema.json')
    .action(async () => {
      const { answerSchema } = await import('../schema.ts')
      return answerSchema()
    })
}
