import { BaseSequencer } from 'vitest/node'

/** @import { TestSpecification } from 'vitest/node' */

/** Files that take longest, begun first: else one of them is left at the end, and a core has nothing to do. */
const heavy = [
  'test/agreement/',
  'test/cli/plan.',
  'test/sim/run/run.test',
  'test/sim/names.',
  'test/page/plan.',
  'test/page/inspect.test',
  'test/page/accessibility.',
]

/** The usual order, but for what is known to take long. */
export default class HeavyFirst extends BaseSequencer {
  /**
   * @override
   * @param {TestSpecification[]} files
   */
  async sort(files) {
    /** @param {TestSpecification} file */
    const weight = ({ moduleId }) => {
      const place = heavy.findIndex((part) => moduleId.includes(part))
      return place < 0 ? heavy.length : place
    }
    const usual = await super.sort(files)
    return usual.toSorted((a, b) => weight(a) - weight(b))
  }
}
