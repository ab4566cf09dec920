// How tasks stand, added up by group or by county, and what an address says is opened of them.
import { planStates } from './plan.contract.ts'
import { taskStatuses } from './task.contract.ts'
import { countTasks, type TaskCounts, type TaskStatus } from './task.rules.ts'

/** Tasks of one group (its title) or of one county (its code), all or those of one status; plans of one state. */
export type OverviewSearch = { of?: string; status?: TaskStatus; state?: (typeof planStates)[number] }

/** What of an address the overview and the list of plans understand. */
export function overviewSearchOf(search: Record<string, unknown>): OverviewSearch {
  const of = typeof search['of'] === 'string' || typeof search['of'] === 'number' ? String(search['of']) : undefined
  const status = taskStatuses.find((one) => one === search['status'])
  const state = planStates.find((one) => one === search['state'])
  return { ...(of ? { of } : {}), ...(status ? { status } : {}), ...(state ? { state } : {}) }
}

/** The tasks that an address opens; none where it names nothing. */
export function opened<Item extends Told & { groupTitle: { zh: string }; divisionCode: string }>(
  items: readonly Item[],
  { of, status }: OverviewSearch,
): Item[] {
  if (of === undefined) return []
  return items.filter((item) => (item.groupTitle.zh === of || item.divisionCode === of) && (!status || item.status === status))
}

type Told = { status: TaskStatus; percent: number }
export type Standing<Item> = TaskCounts & { key: string; first: Item; meanPercent: number }

/** Items told apart by a key, in the order their keys first appear, with the mean of how far they are in whole percent, rounded down. */
export function standingsBy<Item extends Told>(items: readonly Item[], keyOf: (item: Item) => string): Standing<Item>[] {
  return [...Map.groupBy(items, keyOf)].map(([key, own]) => ({
    ...countTasks(own),
    key,
    first: own[0]!,
    // Rounded down, so that 100 is said only where everything is done.
    meanPercent: Math.floor(own.reduce((sum, { percent }) => sum + percent, 0) / own.length),
  }))
}
