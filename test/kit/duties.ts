// What waits for somebody, of one kind.

import type { World } from '../../src/kernel/test.ts'
import type { DutyKind } from '../../src/oversight/duty.contract.ts'
import { listDuties } from '../../src/oversight/duty.contract.ts'

/** How many wait and how many of them are late; undefined where the kind is not theirs. */
export async function waitingFor(world: World, token: string, kind: DutyKind): Promise<[number, number | null] | undefined> {
  const { items } = (await world.send(token, listDuties, {})).body
  const found = items.find((one) => one.kind === kind)
  return found && [found.count, found.late]
}
