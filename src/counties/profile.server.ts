// What everybody may read of one county: the register, the plan in force as approved, and returns once they are approved.
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import type { Division } from '../places/places.contract.ts'
import { divisionsOn } from '../places/places.server.ts'
import { designationsOn } from './designation.server.ts'
import { guideOn } from './guide.server.ts'
import { listVersions } from './plan.sql.ts'
import { type County, getCounty } from './profile.contract.ts'
import { profileIndicators, yearsShown } from './profile.rules.ts'
import { findLatestApproved, listApprovedCells } from './profile.sql.ts'
import type { Indicator } from './return.contract.ts'
import { highTechFirmCount, techSmeCount } from './return.declaration.ts'
import { listIndicatorRows } from './return.sql.ts'
import { findInForce } from './task.sql.ts'

/** Figures of the slices that are published county by county. Those of customers are so only cut: a return may hold a cell of one or two. */
const publishedByCounty: readonly (string | null)[] = [null, highTechFirmCount.name, techSmeCount.name]
/** Whether what returns say by an indicator is everybody's to read, county by county. */
export const isPublished = ({ figure }: Indicator) => publishedByCounty.includes(figure)

const namedOf = ({ code, nameZh, nameEn }: Division) => ({ code, nameZh, nameEn })

async function planOf(db: Db, divisionCode: string, on: string, shown: ReadonlySet<string>): Promise<County['plan']> {
  const plan = await findInForce(db, divisionCode, on)
  if (!plan) return null
  const versions = (await listVersions(db, plan.planId)).filter(({ state }) => state === 'approved')
  const { goals, targets, milestones, policies } = versions.flatMap(({ number, content }) =>
    number === plan.number ? { ...content, goals: content.chapters.goals } : [],
  )[0]!
  const { title } = await guideOn(db, plan.guideCode, on)
  return {
    ...{ guideTitle: title, number: plan.number, documentNo: plan.documentNo, approvedOn: plan.approvedOn },
    ...{ goals, milestones, policies, targets: targets.filter(({ code }) => shown.has(code)) },
    versions: versions.map(({ number, documentNo, approvedOn }) => ({ number, documentNo, approvedOn: approvedOn ?? '' })),
  }
}

export const profileHandlers = [
  handle(getCounty, async ({ input, db, now }) => {
    const on = dayOf(now)
    const divisions = await divisionsOn(db, on)
    const division = divisions.find(({ code }) => code === input.divisionCode)
    if (division?.level !== 'county') throw notFound({ what: 'division' })
    const { code, nameZh, nameEn, parentCode } = division
    const city = divisions.find((one) => one.code === parentCode)
    const dictionary = (await listIndicatorRows(db, 'county')).filter(isPublished)
    const pattern = `${code.slice(0, 4)}%`
    const latest = await findLatestApproved(db, pattern)
    const cells = latest === null ? [] : await listApprovedCells(db, { pattern, sinceYear: latest - yearsShown + 1 })
    return {
      ...{ divisionCode: code, nameZh, nameEn, on },
      city: city ? namedOf(city) : null,
      designations: (await designationsOn(db, { on })).filter(({ divisionCode }) => divisionCode === code),
      plan: await planOf(db, code, on, new Set(dictionary.map((one) => one.code))),
      years: [...new Set(cells.map(({ year }) => year))],
      indicators: profileIndicators(dictionary, cells, code),
      peers: divisions.filter((one) => one.level === 'county' && one.parentCode === parentCode && one.code !== code).map(namedOf),
    }
  }),
]
