/** `parley schema`: the JSON Schema of scenario files, for editors. */
import type { CAC } from 'cac'
import { jsonSchema } from '#sim/scenario/schema/scenario-file.ts'
import { type Answer, inJson, statuses } from './answer.ts'

/** Adds `parley schema` to the commands. */
export function addSchema(cli: CAC): void {
  cli
    .command('schema', 'Prints the JSON Schema of scenario files, for editors')
    .example('  parley schema > scenario.schema.json')
    .action((): Answer => ({ out: inJson(jsonSchema()), status: statuses.fine }))
}
