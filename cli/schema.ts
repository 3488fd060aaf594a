/** `parley schema`: the JSON Schema of scenario files, for editors. */
import { jsonSchema } from '#sim/scenario/schema/scenario-file.ts'
import { type Answer, inJson, statuses } from './answer.ts'

/** The answer to `parley schema`. */
export const answerSchema = (): Answer => ({ out: inJson(jsonSchema()), status: statuses.fine })
