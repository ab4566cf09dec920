// What must hold of an indicator system before anything is computed with it.
import type { Group, Indicator, IndicatorSystem } from './system.contract.ts'

/** The group that is the index itself, where a system names no groups. */
export const rootCode = 'index'

export type SystemProblem =
  | { code: 'twice'; node: string }
  | { code: 'parent_unknown'; node: string; parent: string }
  | { code: 'circle'; node: string }
  | { code: 'roots'; count: number }
  | { code: 'empty_group'; node: string }
  | { code: 'log_of_goalpost'; node: string }
  | { code: 'classes_unordered' }

export type Tree = {
  /** Groups from the leaves up: whoever is a part of another stands before it. The last is the index. */
  groups: readonly Group[]
  indicators: readonly Indicator[]
  partsOf: ReadonlyMap<string, readonly (Group | Indicator)[]>
}

const implicitRoot: Group = { code: rootCode, parent: null, weight: 1 }

/** The groups of a system; one, the index, where it names none. Indicators without a parent belong to the only group without one. */
function groupsOf({ groups }: IndicatorSystem): readonly Group[] {
  return groups.length > 0 ? groups : [implicitRoot]
}

/** Everything that is wrong with a system; nothing where it can be computed. */
export function systemProblems(system: IndicatorSystem): SystemProblem[] {
  const groups = groupsOf(system)
  const problems: SystemProblem[] = []
  const codes = [...groups, ...system.indicators].map((node) => node.code)
  for (const node of new Set(codes.filter((one, at) => codes.indexOf(one) !== at))) problems.push({ code: 'twice', node })
  const byCode = new Map(groups.map((group) => [group.code, group]))
  for (const { code: node, parent } of [...groups, ...system.indicators])
    if (parent !== null && !byCode.has(parent)) problems.push({ code: 'parent_unknown', node, parent })
  const roots = groups.filter((group) => group.parent === null)
  if (roots.length !== 1) problems.push({ code: 'roots', count: roots.length })
  for (const group of groups) if (isInCircle(group, byCode)) problems.push({ code: 'circle', node: group.code })
  for (const { code: node } of groups)
    if (![...groups, ...system.indicators].some((one) => (one.parent ?? (isIndicator(one) ? roots[0]?.code : null)) === node))
      problems.push({ code: 'empty_group', node })
  for (const { code: node, transform, goalposts } of system.indicators)
    if (transform === 'log' && goalposts && goalposts[0] <= 0) problems.push({ code: 'log_of_goalpost', node })
  if (system.classes.some((one, at) => at > 0 && one.atLeast <= system.classes[at - 1]!.atLeast))
    problems.push({ code: 'classes_unordered' })
  return problems
}

function isIndicator(node: Group | Indicator): node is Indicator {
  return 'direction' in node
}

function isInCircle(group: Group, byCode: ReadonlyMap<string, Group>): boolean {
  const seen = new Set<string>()
  for (let at: Group | undefined = group; at; at = at.parent === null ? undefined : byCode.get(at.parent)) {
    if (seen.has(at.code)) return true
    seen.add(at.code)
  }
  return false
}

/** The tree of a system that has no problems. */
export function treeOf(system: IndicatorSystem): Tree {
  const groups = groupsOf(system)
  const root = groups.find((group) => group.parent === null)!
  const partsOf = Map.groupBy([...groups.filter((group) => group !== root), ...system.indicators], (node) => node.parent ?? root.code)
  const ordered: Group[] = []
  const visit = (group: Group): void => {
    for (const part of partsOf.get(group.code) ?? []) if (!isIndicator(part)) visit(part)
    ordered.push(group)
  }
  visit(root)
  return { groups: ordered, indicators: system.indicators, partsOf }
}
