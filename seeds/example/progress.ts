// Half-year reports of the two counties whose plans hold: one accepted, one that waits at its city; all of it invented, 示例.
import type { App } from '../../src/app.ts'
import { actOnProgressReport, beginProgressReport, keepProgressReport, listProgressReports } from '../../src/counties/progress.contract.ts'
import { callerOf } from './applications.ts'

type People = Record<'county' | 'city' | 'hunchun' | 'province', string>

export async function reportProgress(app: App, { county, city, hunchun, province }: People): Promise<void> {
  const { at, call } = callerOf(app)
  at(new Date())
  const summary = '示例：任务总体按进度推进，个别项目因选址调整推迟。'
  for (const who of [county, hunchun]) {
    const { items, period } = await call(who, listProgressReports, {})
    const own = items.find(({ mayBegin }) => mayBegin)
    if (!own) continue
    const { id } = await call(who, beginProgressReport, { planId: own.planId, ...period })
    await call(who, keepProgressReport, { id, summary, notes: { firms: '示例：新增高新技术企业一家。' } })
    await call(who, actOnProgressReport, { id, act: 'hand_in' })
    if (who === hunchun) continue
    await call(city, actOnProgressReport, { id, act: 'pass' })
    await call(province, actOnProgressReport, { id, act: 'accept' })
  }
}
