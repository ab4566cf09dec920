// Faults of the example's host: one that waits for its keeper, one in repair, one that was repaired and one that was none.
import type { FastifyInstance } from 'fastify'
import { decideFault, reportFault } from '../../src/booking/fault.contract.ts'
import { senderOf } from './coming.ts'

const hourMs = 3_600_000

/** Reports them of instruments that nobody has booked in the coming days. */
export async function reportFaults(server: FastifyInstance, instrumentIds: readonly string[]): Promise<void> {
  const operator = await senderOf(server, 'operator')
  const before = (hours: number) => new Date(Date.now() - hours * hourMs).toISOString()
  const report = async (at: number, what: string, hoursAgo: number, isUsable: boolean) => {
    const id = instrumentIds.at(at)
    const reply = id ? await operator(reportFault, { id, what, brokenAt: before(hoursAgo), isUsable }) : undefined
    return reply?.mine[0]?.id
  }
  const decide = async (id: string | undefined, ...steps: Omit<Parameters<typeof operator<typeof decideFault>>[1], 'id'>[]) => {
    for (const step of steps) if (id) await operator(decideFault, { id, ...step })
  }
  await report(-1, '示例：显微镜 40 倍物镜有划痕，成像局部模糊', 20, true)
  await decide(
    await report(-2, '示例：分子泵报警 E12，真空度抽不下来', 50, false),
    { action: 'accept', note: '示例：现场核实，停机', isUsable: false },
    {
      action: 'repair',
      note: '示例：厂家工程师周内到场更换轴承',
      expectedEndAt: new Date(Math.ceil(Date.now() / hourMs) * hourMs + 96 * hourMs).toISOString(),
      supplier: '示例仪器服务公司',
    },
  )
  await decide(
    await report(-3, '示例：液相色谱柱温箱温度漂移 2 ℃', 240, false),
    { action: 'accept', note: '示例：校准后复测仍漂移', isUsable: false },
    { action: 'finish', note: '示例：更换温控板并校准', endedAt: before(150), costFen: 286_000, supplier: '示例仪器服务公司' },
  )
  await decide(await report(-4, '示例：样品台移动时有异响', 100, true), {
    action: 'dismiss',
    note: '示例：为正常换向声，已向使用人说明',
  })
}
