// What a plan must hold before it goes up, who may take it on, and how two versions differ: all reasons, all differences.
import { compareDecimals } from './decimal.rules.ts'
import {
  chapters,
  type PlanChange,
  type PlanContent,
  type PlanProblem,
  type PlanTask,
  type planActs,
  type planStates,
} from './plan.contract.ts'

export type PlanState = (typeof planStates)[number]
export type PlanAct = (typeof planActs)[number]
type Written = { content: PlanContent; tasks: readonly PlanTask[] }

export const emptyContent: PlanContent = {
  chapters: { overview: '', foundation: '', goals: '', approach: '', tasks: '', schedule: '', organisation: '', policies: '' },
  targets: [],
  milestones: [],
  bodies: [],
  policies: [],
}

/** Everything a plan lacks: each of the eight chapters, targets with a base year, a task in every group, each with its department, measure and day. */
export function problemsOf(
  { content, tasks }: Written,
  guide: { groups: readonly { code: string }[]; firstOn: string; lastOn: string },
): PlanProblem[] {
  const problems: PlanProblem[] = []
  const say = (problem: PlanProblem['problem'], at = '') => problems.push({ problem, at })
  for (const chapter of chapters) if (content.chapters[chapter].trim() === '') say('chapter_empty', chapter)
  const byCode = Map.groupBy(content.targets, (target) => target.code)
  if (byCode.size === 0) say('no_targets')
  for (const [code, own] of byCode) {
    if (!own.some((target) => target.isBase)) say('no_base_year', code)
    if (own.every((target) => target.isBase)) say('no_target_year', code)
    if (own.some((target) => compareDecimals(target.value, '0') < 0)) say('target_negative', code)
  }
  for (const { code } of guide.groups) if (!tasks.some((task) => task.groupCode === code)) say('group_empty', code)
  for (const task of tasks) {
    if (task.department === '') say('department_missing', task.title)
    if (task.measure === '') say('measure_missing', task.title)
    if (task.dueOn === null) say('due_missing', task.title)
    else if (task.dueOn < guide.firstOn || task.dueOn > guide.lastOn) say('due_outside', task.title)
  }
  if (content.milestones.length === 0) say('no_milestones')
  if (content.bodies.length === 0) say('no_bodies')
  if (content.policies.length === 0) say('no_policies')
  return problems
}

/** Who somebody is to a plan: who writes it, the city above the county, the province. */
export type PlanRights = { writes: boolean; passes: boolean; approves: boolean }
export type PlanActProblem = 'not_yours' | 'wrong_state' | 'incomplete'

const startsIn: Readonly<Record<PlanAct, readonly PlanState[]>> = {
  hand_in: ['draft'],
  pass: ['at_city'],
  send_back: ['at_city', 'at_province'],
  approve: ['at_province'],
}

/** Where an act leads; the province's own plan, and that of a county that reports directly, has no city above it. */
export function planStateAfter(act: PlanAct, isPastCity: boolean): PlanState {
  if (act === 'hand_in') return isPastCity ? 'at_province' : 'at_city'
  return ({ pass: 'at_province', send_back: 'draft', approve: 'approved' } as const)[act]
}

/** Why somebody may not act, all reasons; none when they may. */
export function planActProblems(act: PlanAct, state: PlanState, rights: PlanRights, isComplete: boolean): PlanActProblem[] {
  const problems: PlanActProblem[] = []
  const isTheirs = {
    hand_in: rights.writes,
    pass: rights.passes,
    send_back: state === 'at_province' ? rights.approves : rights.passes || rights.approves,
    approve: rights.approves,
  }[act]
  if (!isTheirs) problems.push('not_yours')
  if (!startsIn[act].includes(state)) problems.push('wrong_state')
  if (act === 'hand_in' && !isComplete) problems.push('incomplete')
  return problems
}

type Named = { kind: PlanChange['kind']; key: string; name: string; text: string }

const joined = (...parts: (string | number | null)[]) => parts.filter((part) => part !== null && part !== '').join(' · ')

/** The parts of a version, each under a key that stays while its words change. */
function partsOf({ content, tasks }: Written): Named[] {
  return [
    ...chapters.map((chapter): Named => ({ kind: 'chapter', key: chapter, name: chapter, text: content.chapters[chapter] })),
    ...content.targets.map(
      ({ code, year, value, isBase }): Named => ({
        ...{ kind: 'target', key: `${code} ${year}`, name: `${code} ${year}`, text: isBase ? `${value} *` : value },
      }),
    ),
    ...tasks.map(({ key, title, groupCode, department, fundFen, measure, dueOn, evidence }): Named => {
      const fund = `${Math.floor(fundFen / 100)}.${String(fundFen % 100).padStart(2, '0')}`
      return { kind: 'task', key, name: title, text: joined(title, groupCode, department, fund, measure, dueOn, evidence) }
    }),
    ...content.milestones.map(({ on, title }): Named => ({ kind: 'milestone', key: title, name: title, text: on })),
    ...content.bodies.map(({ name, duty }): Named => ({ kind: 'body', key: name, name, text: duty })),
    ...content.policies.map(
      ({ title, documentNo, department }): Named => ({ kind: 'policy', key: title, name: title, text: joined(documentNo, department) }),
    ),
  ]
}

/** What one version says otherwise than the one before, part by part, in the order of the plan. */
export function changesBetween(before: Written, after: Written): PlanChange[] {
  const idOf = ({ kind, key }: Named) => `${kind} ${key}`
  const [old, now] = [new Map(partsOf(before).map((part) => [idOf(part), part])), new Map(partsOf(after).map((part) => [idOf(part), part]))]
  const changes: PlanChange[] = []
  for (const [id, { kind, name, text }] of now) {
    const was = old.get(id)
    if (!was) changes.push({ kind, change: 'added', name, before: '', after: text })
    else if (was.text !== text) changes.push({ kind, change: 'changed', name, before: was.text, after: text })
  }
  for (const [id, { kind, name, text }] of old) if (!now.has(id)) changes.push({ kind, change: 'removed', name, before: text, after: '' })
  return changes
}
