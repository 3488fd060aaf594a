/** The part of the schema that says which nodes there are. */
import * as z from 'zod'
import { list, mapping, mostNodes, name, named, yesOrNo } from './parts.ts'

const groupExpected = 'a release, or a number of nodes that run it, as in 3 × ZODB-3.1'

const node = z
  .union(
    [
      z.string({ error: 'a release' }),
      mapping(
        {
          release: z
            .string({ error: 'a release' })
            .meta({ description: 'The release that it runs at first.' }),
          fallback: yesOrNo(
            'Whether dialers prefer others to it: it is used where no other can be, as a server that can only be read from is.',
          )
            .meta({ default: 'no' })
            .optional(),
          host: name(
            'The machine that it runs on. Rules about the same host compare nodes of one machine, and links over the same host connect them.',
          ).optional(),
        },
        'A node with more to say about it.',
      ),
    ],
    { error: 'a release, or a mapping with release, fallback and host' },
  )
  .meta({ description: 'The release that the node runs at first.' })

const group = z
  .union(
    [
      z.string({ error: groupExpected }),
      list('group of nodes', z.string({ error: groupExpected }), 'Groups, each as in 3 × ZODB-3.1.'),
      named('node', node, 'Every node by its name.', mostNodes),
    ],
    { error: 'a group of nodes such as 3 × ZODB-3.1, a list of groups, or a mapping from nodes to releases' },
  )
  .meta({
    description:
      'The nodes of this role: 3 × ZODB-3.1, a list of such groups, or every node by its name. Nodes that are only counted are named by the first letter of their role and a number: c1, c2, c3.',
    examples: ['3 × ZODB-3.1', ['2 × ZODB-3.1', '1 × ZODB-3.2'], { c1: 'ZODB-3.1' }],
  })

export const cluster = named('role', group, 'The nodes, by role, and the release that each runs at first.')
