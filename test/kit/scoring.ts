// An expert stage by the interface: experts drawn, each pledges and hands in the most, and the office ends the review.
import { run } from '../../src/kernel/db.ts'
import type { World } from '../../src/kernel/test.ts'
import { actOnCase, getCase } from '../../src/procedures/case.contract.ts'
import { drawExperts } from '../../src/procedures/review.contract.ts'
import { handInScores, signPledge } from '../../src/procedures/seat.contract.ts'
import type { Person, Staff } from './staff.ts'
import { ok } from './walk.ts'

const seatsText = `select id as "seatId", expert_id as "expertId" from review_seat where case_id = $1 and released_at is null`

/** Takes a case through its review, all experts content. */
export async function reviewed(world: World, { experts }: Pick<Staff, 'experts'>, office: Person, id: string): Promise<void> {
  const seen = async () => ok(await world.send(office.token, getCase, { id }), 'seen').body.actionCount
  ok(await world.send(office.token, drawExperts, { id, number: await seen() }), 'draw')
  for (const { seatId, expertId } of await run<{ seatId: string; expertId: string }>(world.db, seatsText, [id])) {
    const { token } = experts.find((one) => one.expertId === expertId)!
    const { criteria } = ok(await world.send(token, signPledge, { id: seatId }), 'pledge').body
    const scores = Object.fromEntries(criteria.map(({ code, most }) => [code, most]))
    ok(await world.send(token, handInScores, { id: seatId, scores }), 'hand in')
  }
  ok(await world.send(office.token, actOnCase, { id, number: await seen(), act: { verb: 'conclude', opinion: '' } }), 'conclude')
}
