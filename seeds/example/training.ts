// What two instruments of the example ask of those who use them: levels, a training to come, and somebody who asks.
import type { FastifyInstance } from 'fastify'
import { tellCertificate } from '../../src/booking/certificate.contract.ts'
import { askQualification, setQualificationLevels } from '../../src/booking/qualification.contract.ts'
import { announceTraining, enrolTraining } from '../../src/booking/training.contract.ts'
import { senderOf } from './coming.ts'

const dayMs = 86_400_000
const entry = { nameZh: '实验室安全准入', nameEn: 'Laboratory safety entry' }
const levels = [
  { nameZh: '辅助使用', nameEn: 'Assisted', monthsValid: null, monthsUnused: null, certificates: [] },
  { nameZh: '独立使用', nameEn: 'Independent', monthsValid: 24, monthsUnused: 12, certificates: [entry] },
]

/** Levels of two instruments of the host's, the first with a training next week. `now`: milliseconds. */
export async function trainComingUsers(server: FastifyInstance, instrumentIds: readonly string[], now: number): Promise<void> {
  const [firm, rival, operator] = [await senderOf(server, 'firm'), await senderOf(server, 'rival'), await senderOf(server, 'operator')]
  const [trained, asked] = instrumentIds
  if (!trained || !asked) return
  const level = (await operator(setQualificationLevels, { id: trained, levels, neededRank: null }))?.items[1]
  const other = (await operator(setQualificationLevels, { id: asked, levels: levels.slice(1), neededRank: null }))?.items[0]
  if (other) await firm(askQualification, { id: other.id, note: '示例：操作同类仪器三年' })
  await firm(tellCertificate, { name: entry.nameZh, documentNo: '示例-2026-0417', validUntil: null })
  if (!level) return
  const day = new Date(now + 8 * dayMs).toISOString().slice(0, 10)
  const training = await operator(announceTraining, {
    id: level.id,
    ...{ startsAt: `${day}T01:30:00Z`, endsAt: `${day}T03:30:00Z`, place: '示例楼 203', trainer: '示例老师', seatCount: 1, passMark: 80 },
    note: '示例：带身份证和安全准入证明',
  })
  for (const send of training ? [rival, firm] : []) await send(enrolTraining, { id: training!.id })
}
