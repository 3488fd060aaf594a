import ELK, { type ElkExtendedEdge, type ElkNode, type ElkPort } from 'elkjs/lib/elk.bundled.js'
import type { AnyStateMachine } from 'xstate'
import type { Chart, ChartArrow, ChartRegion, Point, Rect } from '../../ui/chart/layout.ts'
import { segmentsOf, tidied } from './geometry.ts'
import { type Dock, hints, type RegionHint, type StartDock } from './hints.ts'
import { labelSpot } from './label-spot.ts'
import { type ArrowStructure, type RegionStructure, structureOf } from './structure.ts'

/** A column of the inspector. Lines lie on whole pixels from 0, so that the last one has room for its width. */
const chartWidth = 272

const box = { width: 76, height: 26 }
const anyBox = { width: 52, height: 14 }
const regionLabel = { width: 56, height: 14 }
/** From the dot of the start to its state. */
const startLength = 16
const dotRadius = 3
const marginAbove = 20
const marginBelow = 12

const common = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.partitioning.activate': 'true',
  'elk.separateConnectedComponents': 'false',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.spacing.edgeEdge': '8',
  'elk.layered.spacing.edgeNodeBetweenLayers': '8',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
}

/** Three boxes fill the width of a column; downwards there is room for words between two boxes. */
const betweenLayers = { RIGHT: '21', DOWN: '34' }
/** Lines that run between two rows of boxes leave them close together. */
const besideBoxes = { RIGHT: '6', DOWN: '10' }

const sides = { N: 'NORTH', E: 'EAST', S: 'SOUTH', W: 'WEST' }

/** The statechart of a machine, drawn. The same machine always gives the same drawing. */
export async function layOut(machine: AnyStateMachine): Promise<Chart> {
  const { id, description, regions } = structureOf(machine)
  const drawn: Drawn[] = []
  let y = 0
  for (const region of regions) {
    const each = await drawRegion(region, hints[id]?.[region.id] ?? plainHint(region), y)
    drawn.push(each)
    y = each.y + each.height
  }
  const obstacles = drawn.flatMap(obstaclesOf)
  return {
    id,
    description,
    width: chartWidth,
    height: y,
    regions: drawn.map((region) => ({
      ...region,
      arrows: region.arrows.map((arrow) => ({
        ...arrow,
        spot: hints[id]?.[region.id]?.isWordless ? null : labelSpot(arrow.points, obstacles, region),
      })),
    })),
  }
}

type Drawn = Omit<ChartRegion, 'arrows'> & { readonly arrows: readonly Omit<ChartArrow, 'spot'>[] }

/** What words must not touch. */
function obstaclesOf(region: Drawn): readonly Rect[] {
  return [
    ...region.states,
    ...region.arrows.flatMap(({ points, any }) => [...segmentsOf(points), ...(any ? [any] : [])]),
    ...segmentsOf(region.start),
    ...(region.label ? [{ x: region.x, y: region.y, ...regionLabel }] : []),
    // The line between two regions.
    ...(region.y > 0 ? [{ x: region.x, y: region.y, width: region.width, height: 0 }] : []),
  ]
}

async function drawRegion(region: RegionStructure, hint: RegionHint, top: number): Promise<Drawn> {
  const graph = await new ELK().layout(graphOf(region, hint))
  const children = new Map(graph.children?.map((child) => [child.id, child]))
  const lines = new Map(graph.edges?.map((edge) => [edge.id, edge.sections?.[0]]))
  const isUpright = hint.start.startsWith('N')
  // The region's name and the dot of its start stand over the first state; other columns may reach higher.
  const firstY = children.get(keyOf(region.initial))?.y ?? 0
  const above = isUpright || region.label ? Math.max(marginAbove - Math.round(firstY), 8) : 2
  const offset = { x: isUpright ? 0 : startLength, y: top + above }
  const move = ({ x, y }: Point) => ({ x: x + offset.x, y: y + offset.y })
  const rectOf = (key: string): Rect => {
    const { x = 0, y = 0, width = 0, height = 0 } = children.get(key) ?? {}
    const moved = move({ x, y })
    return { x: Math.round(moved.x), y: Math.round(moved.y), width, height }
  }
  const initial = rectOf(keyOf(region.initial))
  const lineOf = (arrow: ArrowStructure): readonly Point[] => {
    const edge = edgeOf(arrow, hint)
    if (isWithinLayer(edge, hint)) return [edge.from, edge.to].map((end) => dockAt(rectOf(end.node), end))
    const line = lines.get(edge.id)
    return line ? [line.startPoint, ...(line.bendPoints ?? []), line.endPoint].map(move) : []
  }
  return {
    id: region.id,
    label: region.label,
    description: region.description,
    x: 0,
    y: top,
    width: chartWidth,
    height: above + Math.round(graph.height ?? 0) + marginBelow,
    states: region.states.map((state) => ({
      ...state,
      ...rectOf(keyOf(state.path)),
      initial: state.path === region.initial,
    })),
    arrows: region.arrows.map((arrow) => ({
      ...arrow,
      id: `${arrow.source ?? `${region.id}.*`} > ${arrow.target}`,
      points: tidied(lineOf(arrow)),
      any: arrow.source ? null : rectOf(anyKey(arrow)),
    })),
    start: startLine(initial, hint.start),
  }
}

function startLine(state: Rect, dock: StartDock): readonly Point[] {
  const end = dockAt(state, { node: '', dock })
  const length = startLength - dotRadius
  return dock.startsWith('N') ? [{ ...end, y: end.y - length }, end] : [{ ...end, x: end.x - length }, end]
}

function graphOf(region: RegionStructure, hint: RegionHint): ElkNode {
  const layers = layersOf(region, hint)
  const edges = region.arrows.map((arrow) => edgeOf(arrow, hint))
  const children = layers.flatMap((keys, layer) =>
    keys.map((key) => {
      const size = isAny(key) ? anyBox : box
      const docks = edges.flatMap(({ from, to }) => [from, to]).filter(({ node }) => node === key)
      const ports = new Map(docks.map((dock) => [portId(dock), portOf(dock, size)]))
      return {
        id: key,
        ...size,
        ports: [...ports.values()],
        layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.partitioning.partition': String(layer) },
      }
    }),
  )
  return {
    id: 'region',
    layoutOptions: {
      ...common,
      'elk.direction': hint.direction,
      'elk.spacing.nodeNode': String(hint.apart ?? 12),
      'elk.spacing.edgeNode': besideBoxes[hint.direction],
      'elk.layered.spacing.nodeNodeBetweenLayers': betweenLayers[hint.direction],
    },
    children,
    edges: edges
      .filter((edge) => !isWithinLayer(edge, hint))
      .map(
        ({ id, from, to, isSpine }): ElkExtendedEdge => ({
          id,
          sources: [portId(from)],
          targets: [portId(to)],
          layoutOptions: isSpine ? { 'elk.layered.priority.straightness': '20' } : {},
        }),
      ),
  }
}

/** Layered drawing knows no arrows within a layer: between neighbours they are straight, and need no layout. */
function isWithinLayer({ from, to }: Edge, hint: RegionHint): boolean {
  const layerOf = ({ node }: Docking) =>
    hint.layers.findIndex((layer) => layer.includes(isAny(node) ? 'any' : node))
  return from.node !== to.node && layerOf(from) === layerOf(to)
}

interface Docking {
  readonly node: string
  readonly dock: Dock
}

interface Edge {
  readonly id: string
  readonly from: Docking
  readonly to: Docking
  /** Between the first states of two layers, where the line of the chart should be straight. */
  readonly isSpine: boolean
}

function edgeOf(arrow: ArrowStructure, hint: RegionHint): Edge {
  const source = arrow.source ? keyOf(arrow.source) : anyKey(arrow)
  const target = keyOf(arrow.target)
  const usual: readonly [Dock, Dock] = hint.direction === 'RIGHT' ? ['E', 'W'] : ['S', 'N']
  const [from, to] = hint.docks?.[`${arrow.source ? source : 'any'} > ${target}`] ?? usual
  const layer = hint.layers.findIndex(([first]) => first === source)
  return {
    id: nameOf(arrow),
    from: { node: source, dock: from },
    to: { node: target, dock: to },
    isSpine: hint.placement === 'straight' && layer >= 0 && hint.layers[layer + 1]?.[0] === target,
  }
}

function portOf({ node, dock }: Docking, { width, height }: { width: number; height: number }): ElkPort {
  const side = dock.charAt(0) as keyof typeof sides
  const along = Number(dock.slice(1))
  const isUpright = side === 'E' || side === 'W'
  return {
    id: portId({ node, dock }),
    x: side === 'W' ? 0 : side === 'E' ? width : width / 2 + along,
    y: side === 'N' ? 0 : side === 'S' ? height : height / 2 + (isUpright ? along : 0),
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': sides[side] },
  }
}

/** Where a line meets a box. */
function dockAt(rect: Rect, docking: Docking): Point {
  const { x = 0, y = 0 } = portOf(docking, rect)
  return { x: rect.x + x, y: rect.y + y }
}

/** The hint's layers, and behind them whatever the machine has and the hint does not know yet. */
function layersOf(region: RegionStructure, hint: RegionHint): readonly (readonly string[])[] {
  const anys = region.arrows.filter(({ source }) => !source).map(anyKey)
  const all = [...region.states.map(({ path }) => keyOf(path)), ...anys]
  const known = hint.layers.map((layer) =>
    layer.flatMap((key) => (key === 'any' ? anys : [key])).filter((key) => all.includes(key)),
  )
  return [...known, all.filter((key) => !known.flat().includes(key))]
}

/** For a region that nobody has arranged. */
function plainHint(region: RegionStructure): RegionHint {
  return {
    direction: 'DOWN',
    layers: [['any'], ...region.states.map(({ path }) => [keyOf(path)])],
    start: 'W',
    placement: 'straight',
  }
}

const keyOf = (path: string) => path.slice(path.lastIndexOf('.') + 1)
const anyKey = ({ target }: ArrowStructure) => `any > ${target}`
const isAny = (key: string) => key.startsWith('any > ')
const nameOf = ({ source, target }: ArrowStructure) => `${source ?? 'any'} > ${target}`
const portId = ({ node, dock }: Docking) => `${node} ${dock}`
