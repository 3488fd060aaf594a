/** Sections and names stand out in the text. */
import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView } from '@codemirror/view'

type Stretches = readonly (readonly [from: number, to: number])[]

const setStressed = StateEffect.define<Stretches>()

const name = Decoration.mark({ class: 'cm-name' })

export const stress = StateField.define({
  create: () => Decoration.none,
  update(before, { effects, changes }) {
    for (const effect of effects)
      if (effect.is(setStressed))
        return Decoration.set(
          effect.value.map(([from, to]) => name.range(from, to)),
          true,
        )
    return before.map(changes)
  },
  provide: (from) => EditorView.decorations.from(from),
})

/** Lets these stand out. */
export const withStress = (stretches: Stretches) =>
  setStressed.of(stretches.filter(([from, to]) => from < to))
