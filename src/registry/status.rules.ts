import type { Status } from './status.contract.ts'

export type StatusProblem = 'days_wrong' | 'status_unfit' | 'firms_only'

/** Why a status may not be recorded, all reasons: a size class names a size and no certificate is asked; any other names its certificate. */
export function statusProblems(
  status: Pick<Status, 'kind' | 'sizeClass' | 'certificateNo' | 'firstOn' | 'lastOn'>,
  organisationKind: string,
): StatusProblem[] {
  const problems: StatusProblem[] = []
  if (organisationKind !== 'firm') problems.push('firms_only')
  const isFit = status.kind === 'size_class' ? status.sizeClass !== null : status.sizeClass === null && status.certificateNo !== null
  if (!isFit) problems.push('status_unfit')
  if (status.lastOn !== null && status.lastOn < status.firstOn) problems.push('days_wrong')
  return problems
}

/** Whether something holds on a day; both of its days are included. */
export function holdsOn({ firstOn, lastOn }: Pick<Status, 'firstOn' | 'lastOn'>, day: string): boolean {
  return firstOn <= day && (lastOn === null || day <= lastOn)
}
