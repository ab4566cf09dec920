// How a task stands on a day, and everything that makes it late or puts it at risk.
import { addDays } from '../kernel/time.ts'
import type { taskReasons, taskStatuses } from './task.contract.ts'

export type TaskStatus = (typeof taskStatuses)[number]
export type TaskReason = (typeof taskReasons)[number]
export type TaskFacts = {
  dueOn: string | null
  /** From when the plan it stands in holds. */
  beginsOn: string
  percent: number
  isDone: boolean
  reportedOn: string | null
}
/** When a programme says that a task is at risk. */
export type Thresholds = { dueSoonDays: number; behindPoints: number; silentDays: number }

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** Late when its last day is over; at risk for any of the other reasons; all of them are told. */
export function standingOf(task: TaskFacts, day: string, { dueSoonDays, behindPoints, silentDays }: Thresholds) {
  const reasons: TaskReason[] = []
  if (task.isDone) return { status: 'done' as TaskStatus, reasons }
  const { dueOn, beginsOn, percent, reportedOn } = task
  const isOver = dueOn !== null && dueOn < day
  if (isOver) reasons.push('overdue')
  else if (dueOn !== null && dueOn <= addDays(day, dueSoonDays)) reasons.push('due_soon')
  if (dueOn !== null && !isOver && percent + behindPoints < passedPercent(beginsOn, dueOn, day)) reasons.push('behind')
  if (addDays(reportedOn ?? beginsOn, silentDays) < day) reasons.push('silent')
  const status: TaskStatus = isOver ? 'late' : reasons.length > 0 ? 'at_risk' : 'on_way'
  return { status, reasons }
}

/** How much of the time from its beginning to its last day has passed, in percent. */
function passedPercent(beginsOn: string, dueOn: string, day: string): number {
  const whole = daysBetween(beginsOn, dueOn)
  return whole <= 0 ? 100 : (daysBetween(beginsOn, day) / whole) * 100
}

export type TaskCounts = { all: number; done: number; late: number; atRisk: number }

/** How many tasks there are, and how many of them are done, late and at risk. */
export function countTasks(tasks: readonly { status: TaskStatus }[]): TaskCounts {
  const of = (status: TaskStatus) => tasks.filter((task) => task.status === status).length
  return { all: tasks.length, done: of('done'), late: of('late'), atRisk: of('at_risk') }
}
