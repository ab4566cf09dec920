// When the example's instruments were accepted: nearly all joined in time, some late, a few have not joined yet; all of it invented, 示例.
import { recordAcceptances } from '../../src/catalogue/acceptance.server.ts'
import { insertInstruments } from '../../src/catalogue/catalogue.server.ts'
import { type Db, run } from '../../src/kernel/db.ts'
import { addDays, dayOf } from '../../src/kernel/time.ts'
import { randomFrom } from './random.ts'

const drafts = [
  ['SL-待-0001', '激光共聚焦显微镜', 'Confocal Laser Scanning Microscope', 168, 75],
  ['SL-待-0002', '电感耦合等离子体质谱仪', 'ICP Mass Spectrometer', 143, 52],
  ['SL-待-0003', '热重—差热同步分析仪', 'Simultaneous Thermal Analyser', 61, 21],
  ['SL-待-0004', '小型离心机', 'Bench Centrifuge', 8, 60],
] as const

/** @param institutionId whose new instruments have not joined; @param officerId who says when they were accepted */
export async function acceptInstruments(tx: Db, institutionId: string, officerId: string): Promise<void> {
  const random = randomFrom(20_180_289)
  const today = dayOf(new Date())
  const listed = await run<{ id: string; listedOn: string }>(
    tx,
    `select instrument_id as id, listed_on as "listedOn" from instrument_version
       where superseded_at is null and listed_on is not null and state <> 'draft' order by listed_on, instrument_id`,
  )
  // Of one in twenty nobody has said it yet; of the others one in twelve took longer than the thirty working days.
  const accepted = listed.flatMap(({ id, listedOn }) => {
    if (random.next() < 0.05) return []
    const days = random.next() < 1 / 12 ? random.whole(50, 150) : random.whole(3, 38)
    return [{ instrumentId: id, acceptedOn: addDays(listedOn, -days) }]
  })
  const ids = await insertInstruments(
    tx,
    drafts.map(([innerCode, nameZh, nameEn, wanYuan]) => ({
      ...{ institutionId, innerCode, nameZh, nameEn, worthFen: wanYuan * 1_000_000, state: 'draft', source: '示例', isExample: true },
    })),
  )
  const waiting = drafts.map(([, , , , days], at) => ({ instrumentId: ids[at]!, acceptedOn: addDays(today, -days) }))
  await recordAcceptances(tx, [...accepted, ...waiting], officerId)
}
