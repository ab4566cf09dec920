// How tasks stand, added up by group or by county.
import { countTasks, type TaskCounts, type TaskStatus } from './task.rules.ts'

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
