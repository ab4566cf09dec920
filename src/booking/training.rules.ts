// Seats of a training, and what came of it for somebody. Pure.
import type { Attendance, TrainingResult } from './training.contract.ts'

/** The lowest seat that nobody has, from 1; null when all are taken. */
export function freeSeat(taken: readonly number[], seatCount: number): number | null {
  const isTaken = new Set(taken)
  for (let seat = 1; seat <= seatCount; seat += 1) if (!isTaken.has(seat)) return seat
  return null
}

export type Recorded = { attendance: Attendance | null; mark: number | null }

/** What came of a training for somebody; open until all of it is known. Without an exam, whoever attended has passed. */
export function resultOf({ attendance, mark }: Recorded, passMark: number | null): TrainingResult {
  if (attendance === null) return 'open'
  if (attendance === 'absent') return 'absent'
  if (passMark === null) return 'passed'
  if (mark === null) return 'open'
  return mark >= passMark ? 'passed' : 'failed'
}

/** Whether a mark may stand beside an attendance: only whoever came has one, and only where there is an exam. */
export function isMarkRight({ attendance, mark }: Recorded, passMark: number | null): boolean {
  return mark === null || (attendance === 'attended' && passMark !== null)
}
