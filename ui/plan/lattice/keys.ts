/** How arrow keys walk through a lattice. */
import type { LatticeLayout, Spot } from './layout.ts'

/** The state that an arrow key leads to, or null where there is none that way. */
export function nextState(layout: LatticeLayout, from: string, key: string): string | null {
  const here = layout.spots.get(from)
  if (here === undefined) return null
  switch (key) {
    case 'ArrowRight':
      return nearest(layout, here, ({ column }) => column - here.column, 'row')
    case 'ArrowLeft':
      return nearest(layout, here, ({ column }) => here.column - column, 'row')
    case 'ArrowDown':
      return nearest(layout, here, ({ row }) => row - here.row, 'column')
    case 'ArrowUp':
      return nearest(layout, here, ({ row }) => here.row - row, 'column')
    case 'Home':
      return corner(layout, (a, b) => a.column + a.row < b.column + b.row)
    case 'End':
      return corner(layout, (a, b) => a.column + a.row > b.column + b.row)
    default:
      return null
  }
}

/** The nearest state ahead: in the very next column or row, and there the one that is least to the side. */
function nearest(
  { spots }: LatticeLayout,
  here: Spot,
  ahead: (spot: Spot) => number,
  side: 'row' | 'column',
): string | null {
  let best: string | null = null
  let least = Infinity
  for (const [key, spot] of spots) {
    const far = ahead(spot)
    const aside = Math.abs(spot[side] - here[side])
    // Up and down in layers stays in its column; to the side there is always somebody to go to.
    if (far <= 0 || (side === 'column' && aside >= 1)) continue
    const distance = far * 1e3 + aside
    if (distance >= least) continue
    least = distance
    best = key
  }
  return best
}

function corner({ spots }: LatticeLayout, isBefore: (a: Spot, b: Spot) => boolean): string | null {
  let best: [string, Spot] | null = null
  for (const entry of spots) if (best === null || isBefore(entry[1], best[1])) best = entry
  return best?.[0] ?? null
}
