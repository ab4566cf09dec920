// A world with something in every corner of the database: what a backup must carry and a verification must look at.
import { correctService } from '../../src/billing/billing.contract.ts'
import { writeServices } from '../../src/billing/billing.server.ts'
import { book, cancelBooking } from '../../src/booking/booking.contract.ts'
import { askForFold, foldRollup } from '../../src/figures/figures.server.ts'
import { partyByName } from '../../src/identity/resolution.server.ts'
import { uploadAttachment } from '../../src/kernel/attachments/attachments.contract.ts'
import { run } from '../../src/kernel/db.ts'
import { uploadFile } from '../../src/kernel/kernel.contract.ts'
import type { World } from '../../src/kernel/test.ts'
import { at, makeSetting } from './bookings.ts'
import { filed, gradingAnswers, offices, openedBatch } from './cases.ts'
import { aService, makeWorkshop, peopleOf } from './services.ts'
import { write } from './transaction.ts'

/** Services of a closed and an open month, corrected and reversed; bookings that stand and that do not; a case; files, a waiting job. */
export async function fillWorld(world: World): Promise<void> {
  const workshop = await makeWorkshop(world)
  const { officer } = await peopleOf(world, workshop)
  await write(world, async (tx) => {
    const { partyId } = await partyByName(tx, workshop.institutionId, '某某机械厂（示例名称）')
    const services = Array.from({ length: 40 }, (_, at) =>
      aService(workshop, {
        customerId: [workshop.firmId, workshop.otherId, partyId, workshop.institutionId][at % 4]!,
        effectiveOn: `2022-0${1 + (at % 6)}-1${at % 10}`,
        seconds: 1800 + at * 97,
        fen: 12_345 + at * 1_001,
        sampleCount: at % 3,
        content: `第${at}次测试\t制表符、\\反斜杠与\n换行（示例）`,
      }),
    )
    await writeServices(tx, services)
  })
  await world.drain()
  const [service] = await run<{ id: string; service_no: string }>(
    world.db,
    'select id, service_no from service where institution_id = $1 order by id limit 1',
    [workshop.institutionId],
  )
  const corrected = { serviceNo: service!.service_no, versionId: service!.id, reason: '单价录错（示例）', fen: 999 }
  const reply = await world.send(officer, correctService, corrected)
  if (reply.status !== 200) throw new Error(reply.text)
  await closeMonth(world)
  await fillBookings(world)
  await fileCase(world)
  await world.send(officer, uploadAttachment, { fileName: '材料（示例）.csv', purpose: 'case_material' }, { upload: 'c,d\n3,4\n' })
  await world.send(officer, uploadFile, { fileName: '目录（示例）.csv' }, { upload: 'a,b\n1,2\n' })
  await write(world, (tx) => foldRollup(tx, 'service', 0))
  await write(world, askForFold)
}

/** By its row, because a month may only be closed once it is over by the scenario's clock. */
async function closeMonth(world: World): Promise<void> {
  await run(world.db, "insert into ledger_closing (id, month, closed_by) values (gen_random_uuid(), '2022-03-01', gen_random_uuid())")
}

async function fillBookings(world: World): Promise<void> {
  const setting = await makeSetting(world)
  const wish = (from: string, to: string) => ({
    instrumentId: setting.instrument.id,
    startsAt: at(from, '2026-03-03'),
    endsAt: at(to, '2026-03-03'),
  })
  const first = await world.send(setting.engineer.token, book, wish('09:00', '10:00'))
  const second = await world.send(setting.rival.token, book, wish('10:00', '11:00'))
  if (first.status !== 200 || second.status !== 200) throw new Error(first.text + second.text)
  await world.send(setting.rival.token, cancelBooking, { id: second.body.id })
}

async function fileCase(world: World): Promise<void> {
  const { applicant, province, firm } = await offices(world)
  await filed(world, applicant, await openedBatch(world, province, 'talent_grading'), gradingAnswers(), { organisationId: firm.id })
}
