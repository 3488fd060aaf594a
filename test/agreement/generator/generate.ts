/**
 * Scenario files over the whole language: as texts, which a parser reads, with as many rules at once as have to do with each
 * other. What is there at first has a version in common, so that most of them start safe; what comes later may not.
 */
import type fc from 'fast-check'
import { type Doc, mapping } from '../document.ts'
import { type Draw, drawn } from '../draw.ts'
import { addFallback, callsOf, serve, trafficOf } from './calls.ts'
import { clusterOf } from './cluster.ts'
import { exceptionsOf, operationsOf, pathsOf, serviceOf, skewOf } from './cluster-rules.ts'
import type { LinkDraft } from './draft.ts'
import { differ, keepData, levelsOf, stand } from './levels.ts'
import { annotate, variantsOf } from './notes.ts'
import { protocolOf, rolesOf, styleOf } from './protocol.ts'
import { shapeOf } from './shape.ts'
import { networkOf, timingOf } from './surroundings.ts'
import { themesOf } from './themes.ts'
import { startsOf, upgradeOf } from './upgrade.ts'

/** A scenario file as a document. */
export const scenarioDocument: fc.Arbitrary<Doc> = drawn(documentOf)

function documentOf(draw: Draw): Doc {
  const isOdd = draw.chance(3)
  const themes = themesOf(draw)
  const { isCalm, has } = themes
  const shape = shapeOf(draw, draw.weighted([79, 'small'], [20, 'large'], [1, 'crowd']), isOdd, themes)
  const protocol = protocolOf(draw, isOdd, has('flags'))
  const { links } = shape
  const style = styleOf(draw, protocol, links, themes)
  const roles = rolesOf(draw, shape, { protocol, style, isOdd, themes })

  const calls = has('calls') || has('meanwhile') ? callsOf(draw, { protocol, roles, links }) : []
  addFallback(draw, calls, protocol)
  if (has('calls')) serve(draw, roles, calls, isCalm)
  const traffic =
    calls.length > 0 && draw.chance(75) ? trafficOf(draw, calls, links, has('meanwhile')) : undefined

  const levels = has('levels') ? levelsOf(draw, roles) : []
  stand(draw, roles, levels)
  if (has('data')) keepData(draw, roles, levels.length > 0)
  differ(draw, roles, levels, links, protocol, { isCalm, hasData: has('data') })
  if (has('way back')) endWays(draw, roles)

  const hasHosts = draw.chance(has('skew') ? 40 : 2)
  const hasFallback = has('fallback') && links.some(({ needs }) => needs === 'any')
  const starts = startsOf(draw, roles, has('way back') ? 45 : isCalm ? 1 : 5)
  const cluster = clusterOf(draw, roles, links, starts, { hasHosts, hasFallback, isCalm })
  const paths = has('paths') ? pathsOf(draw, roles) : undefined
  const operations = has('operations') ? operationsOf(draw, roles) : undefined
  const wished = [
    ...(has('calls') && draw.chance(60) ? ['open'] : []),
    ...(has('data') || levels.some(({ fields }) => fields.has('transitional')) ? ['readable'] : []),
    ...(hasFallback ? ['preferred'] : []),
    ...(has('skew') && draw.chance(30) ? ['supported'] : []),
  ]
  const service = has('service') ? serviceOf(draw, roles, links) : undefined
  const { nodes } = cluster
  const upgrade = upgradeOf(
    draw,
    { roles, nodes, levels, operations: operations ? [...operations.keys()] : [], paths },
    service !== undefined && draw.chance(50) ? ['service'] : wished,
  )
  const file = mapping({
    versions: protocol.said,
    roles: new Map(
      roles.map(({ name, releases }): [string, Doc] => [
        name,
        new Map(
          releases.map((each): [string, Doc] => [each.name, new Map([...each.saying.fields, ...each.more])]),
        ),
      ]),
    ),
    links: links.map(({ fields }: LinkDraft) => fields),
    calls: calls.length > 0 ? byRole(calls) : undefined,
    traffic,
    levels:
      levels.length > 0
        ? new Map(levels.map(({ name, fields }): [string, Doc] => [name, fields]))
        : undefined,
    operations,
    skew: has('skew') ? skewOf(draw, roles, hasHosts) : undefined,
    service,
    paths,
    exceptions: has('exceptions') ? exceptionsOf(draw, roles, links, protocol) : undefined,
    cluster: cluster.said,
    network: draw.chance(13) ? networkOf(draw) : undefined,
    timing: draw.chance(24) ? timingOf(draw) : undefined,
    upgrade,
    until: draw.chance(3) ? draw.pick(['30 s', '1 min', '5 min']) : undefined,
  })
  if (draw.chance(4)) file.set('variants', variantsOf(draw, roles))
  return draw.chance(5) ? annotate(draw, file) : file
}

function byRole(calls: ReturnType<typeof callsOf>): Doc {
  const roles = [...new Set(calls.map(({ by }) => by))]
  const said = (fields: Map<string, Doc>): Doc => {
    const since = fields.get('since')
    return fields.size === 1 && since !== undefined ? since : fields
  }
  return new Map(
    roles.map((role): [string, Doc] => [
      role,
      new Map(
        calls.filter(({ by }) => by === role).map(({ name, fields }): [string, Doc] => [name, said(fields)]),
      ),
    ]),
  )
}

/** From some releases there is no way back. */
function endWays(draw: Draw, roles: ReturnType<typeof rolesOf>): void {
  for (const { releases } of roles) {
    for (const { more } of releases.slice(1)) {
      if (draw.chance(50)) more.set('way back', draw.chance(85) ? 'none' : 'open')
    }
  }
}
