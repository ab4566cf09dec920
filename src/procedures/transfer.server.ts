// A matter went to another body: the cases that its offices have go with it, each by a line of its journal; what was signed stays as it was.
import type { Db } from '../kernel/db.ts'
import { actingStage, endedStatuses } from './case.rules.ts'
import { listOpenOf } from './caselist.sql.ts'
import { append, project } from './journal.server.ts'
import { type Ground, loadCase, matterOf, officeDivisionOf } from './known.server.ts'

export type MatterMoved = {
  readonly matterCode: string
  /** Where the body has it from now on: a division and all below it, but for what a narrower body has. */
  readonly divisionCode: string
  readonly organisationId: string
  /** The entry by which it has: no case is moved by it twice. */
  readonly holderId: string
  /** What the journal says of it. */
  readonly text: string
}
const casesAtOnce = 200

/** Moves some of the cases that wait for the offices of a matter. @returns the id to go on after; null once there are no more */
export async function moveCases(ground: Ground, db: Db, moved: MatterMoved, after: string | null, now: Date): Promise<string | null> {
  const { matterCode, divisionCode, organisationId, holderId, text } = moved
  const codes = ground.declared
    .filter((procedure) => procedure.stages.some(({ office }) => office.at !== 'employer' && matterOf(procedure, office) === matterCode))
    .map(({ code }) => code)
  const ids = await listOpenOf(db, [...new Set(codes)], divisionCode, after, casesAtOnce)
  for (const id of ids) {
    const loaded = await loadCase(ground, db, id, true)
    const { procedure, state, bodies, actions } = loaded
    const { office } = actingStage(procedure, state)
    const division = officeDivisionOf(loaded, office)
    const isTheirs =
      office.at !== 'employer' &&
      division !== null &&
      !endedStatuses.includes(state.status) &&
      matterOf(procedure, office) === matterCode &&
      bodies.holderOf(matterCode, division) === organisationId
    if (!isTheirs || actions.some(({ detail }) => detail.holderId === holderId)) continue
    await append(db, loaded, { verb: 'transfer', actorId: null, detail: { organisationId, holderId }, text }, now)
    await project(db, loaded)
  }
  return ids.length < casesAtOnce ? null : ids.at(-1)!
}
