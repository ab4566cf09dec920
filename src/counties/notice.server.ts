// Whoever has a county's paper to do something with is told: its writers, its city, the province.
import { notify } from '../identity/notice.server.ts'
import type { Db } from '../kernel/db.ts'
import { dayOf } from '../kernel/time.ts'
import type { Word } from '../kernel/word.ts'
import { divisionsOn } from '../places/places.server.ts'
import { paperNotices } from './notice.contract.ts'

type Moved = { state: string; divisionCode: string; link: string; now: Date }
type Step = 'back' | 'waits' | 'done'

const cityOf = (code: string) => `${code.slice(0, 4)}00`
const provinceOf = (code: string) => `${code.slice(0, 2)}0000`

/** Whose writers a division's papers are: its own office, by the permission of its level. */
function writersOf(code: string): { permission: string; divisionCodes: string[] } {
  if (code === provinceOf(code)) return { permission: 'counties.approve', divisionCodes: [code] }
  return { permission: code === cityOf(code) ? 'counties.pass' : 'counties.file', divisionCodes: [code] }
}

/** Where a paper stands after an act says who is told, and of what. */
function toldOf({ state, divisionCode }: Moved): { step: Step; holdersOf: { permission: string; divisionCodes: string[] } } {
  if (state === 'at_city') return { step: 'waits', holdersOf: { permission: 'counties.pass', divisionCodes: [cityOf(divisionCode)] } }
  if (state === 'at_province')
    return { step: 'waits', holdersOf: { permission: 'counties.approve', divisionCodes: [provinceOf(divisionCode)] } }
  return { step: state === 'approved' || state === 'accepted' ? 'done' : 'back', holdersOf: writersOf(divisionCode) }
}

async function placeOf(db: Db, { divisionCode, now }: Moved): Promise<Word> {
  const division = (await divisionsOn(db, dayOf(now))).find(({ code }) => code === divisionCode)
  return { zh: division?.nameZh ?? divisionCode, en: division?.nameEn ?? divisionCode }
}

/** Tells of a return that moved. */
export async function tellOfReturn(db: Db, moved: Moved & { year: number }): Promise<void> {
  const { step, holdersOf } = toldOf(moved)
  const params = { place: await placeOf(db, moved), year: moved.year }
  await notify(db, { holdersOf }, { kind: paperNotices.return[step], params, link: moved.link })
}

/** Tells of a plan that moved. */
export async function tellOfPlan(db: Db, moved: Moved): Promise<void> {
  const { step, holdersOf } = toldOf(moved)
  await notify(db, { holdersOf }, { kind: paperNotices.plan[step], params: { place: await placeOf(db, moved) }, link: moved.link })
}

const halves = { 1: { zh: '上', en: 'first half' }, 2: { zh: '下', en: 'second half' } } as const

/** Tells of a half-year report that moved. */
export async function tellOfReport(db: Db, moved: Moved & { year: number; half: 1 | 2 }): Promise<void> {
  const { step, holdersOf } = toldOf(moved)
  const params = { place: await placeOf(db, moved), year: moved.year, half: halves[moved.half] }
  await notify(db, { holdersOf }, { kind: paperNotices.report[step], params, link: moved.link })
}
