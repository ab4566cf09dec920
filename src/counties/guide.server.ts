// The programmes that counties plan by: loaded, in force, ended, closed with what became of them, and followed by the next.
import { scopesOf } from '../identity/grant.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import {
  closeGuide,
  type Guide,
  guideClosed,
  guideDaysWrong,
  guideFollowsWrong,
  guideGroupUnknown,
  listGuides,
  loadGuide,
  recordGuideTargets,
} from './guide.contract.ts'
import { guideStateOn, mayFollow } from './guide.rules.ts'
import {
  type GuideRow,
  insertClosing,
  insertFindings,
  insertGuide,
  listGuideRows,
  listProgress,
  replaceTargets,
  takeGuide,
} from './guide.sql.ts'

/** Who directs the whole province; a part of it directs no programme. @throws not_found */
export function requireProvince(actor: Actor): void {
  if (!scopesOf(actor, 'counties.approve').divisionCodes.some((code) => code.endsWith('0000'))) throw notFound({ what: 'county_guide' })
}

/** Every programme with its state on a day, the latest first. */
export async function guidesOn(db: Db, day: string): Promise<(GuideRow & Guide)[]> {
  return (await listGuideRows(db)).map((row) => ({ ...row, state: guideStateOn(row, day) }))
}

/** @throws not_found */
export async function guideOn(db: Db, code: string, day: string): Promise<GuideRow & Guide> {
  const found = (await guidesOn(db, day)).find((guide) => guide.code === code)
  if (!found) throw notFound({ what: 'county_guide' })
  return found
}

type NewGuide = Parameters<typeof insertGuide>[1]

/** Closes a programme and loads the one that follows it, without asking who may; for the example province. */
export async function succeedGuide(
  db: Db,
  code: string,
  { findings, ...closing }: NonNullable<Guide['closing']> & { findings: readonly { code: string; finding: string }[] },
  next: NewGuide,
): Promise<void> {
  await insertClosing(db, code, closing, null)
  await insertFindings(db, code, closing.closedOn, findings)
  await insertGuide(db, next, null)
}

export const guideHandlers = [
  handle(listGuides, async ({ db, now }) => {
    const progress = Map.groupBy(await listProgress(db, dayOf(now)), (one) => one.guideCode)
    const items = (await guidesOn(db, dayOf(now))).map((guide) => ({
      ...guide,
      progress: (progress.get(guide.code) ?? []).map(({ guideCode: _, ...one }) => one),
    }))
    return { items }
  }),

  handle(closeGuide, async ({ input, actor, db, now }) => {
    requireProvince(actor)
    const today = dayOf(now)
    const { code, findings, ...closing } = input
    const { lastOn, groups } = await guideOn(db, code, today)
    if (closing.closedOn <= lastOn || closing.closedOn > today) throw guideDaysWrong({})
    const unknown = findings.find((one) => groups.every((group) => group.code !== one.code))
    if (unknown) throw guideGroupUnknown({ code: unknown.code })
    await insertClosing(db, code, closing, actor.personId)
    await insertFindings(db, code, closing.closedOn, findings)
    return guideOn(db, code, today)
  }),

  handle(recordGuideTargets, async ({ input, actor, db, now }) => {
    requireProvince(actor)
    await takeGuide(db, input.code)
    const { state } = await guideOn(db, input.code, dayOf(now))
    if (state === 'closed') throw guideClosed({})
    await replaceTargets(db, input.code, input.documentNo, input.targets)
    return guideOn(db, input.code, dayOf(now))
  }),

  handle(loadGuide, async ({ input, actor, db, now }) => {
    requireProvince(actor)
    const today = dayOf(now)
    if (input.lastOn < input.firstOn) throw guideDaysWrong({})
    const before = input.follows === null ? undefined : await guideOn(db, input.follows, today)
    if (!mayFollow(input, before)) throw guideFollowsWrong({})
    await insertGuide(db, input, actor.personId)
    return guideOn(db, input.code, today)
  }),
]
