// When a programme is in force, and what may follow it.
import type { Guide, guideStates } from './guide.contract.ts'

export type GuideState = (typeof guideStates)[number]

/** A programme that ended still waits for its final evaluation; a closed one is over whatever the day. */
export function guideStateOn({ firstOn, lastOn, closing }: Pick<Guide, 'firstOn' | 'lastOn' | 'closing'>, day: string): GuideState {
  if (closing !== null) return 'closed'
  if (day < firstOn) return 'coming'
  return day > lastOn ? 'ended' : 'in_force'
}

/** Whether a new programme may follow the one before: of its kind, closed, begun after it ended, with groups that go back to its own. */
export function mayFollow(next: Pick<Guide, 'kind' | 'firstOn' | 'groups'>, before: Guide | undefined): boolean {
  if (!before) return next.groups.every((group) => group.followsCode === null)
  const known = new Set(before.groups.map((group) => group.code))
  const isKnown = next.groups.every(({ followsCode }) => followsCode === null || known.has(followsCode))
  return isKnown && before.kind === next.kind && before.closing !== null && next.firstOn > before.lastOn
}

/** Under which group of the successor an unfinished task goes on: the one that follows its own, else the one of the same code, else the first. */
export function groupAfter(groups: readonly Pick<Guide['groups'][number], 'code' | 'followsCode'>[], before: string): string {
  const found = groups.find((group) => group.followsCode === before) ?? groups.find((group) => group.code === before) ?? groups[0]
  return found?.code ?? before
}
