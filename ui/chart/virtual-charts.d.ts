/** Laid out at build time by `tools/chart-layout/`. */
declare module 'virtual:parley-charts' {
  import type { Chart } from '#ui/chart/layout.ts'

  export const charts: Readonly<Record<'connectionEnd' | 'connector' | 'node' | 'rollout', Chart>>
}

declare module 'virtual:parley-charts/connectionEnd' {
  import type { Chart } from '#ui/chart/layout.ts'

  export const chart: Chart
}

declare module 'virtual:parley-charts/connector' {
  import type { Chart } from '#ui/chart/layout.ts'

  export const chart: Chart
}

declare module 'virtual:parley-charts/node' {
  import type { Chart } from '#ui/chart/layout.ts'

  export const chart: Chart
}
