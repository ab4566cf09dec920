// Innovative counties: who is one, at which level and in which stage, from when to when and by which document.
import { scopesOf } from '../identity/grant.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import {
  type Designation,
  designationDaysWrong,
  endDesignation,
  listDesignations,
  notCounty,
  notNationally,
  recordDesignation,
  withdrawDesignation,
} from './designation.contract.ts'
import { type DesignationRow, insertDesignation, listDesignationRows, supersedeDesignation, takeDesignation } from './designation.sql.ts'

/** Who holds what on a day ('2024-05-23'), as it stands or as known on a moment; national first, by code. */
export async function designationsOn(db: Db, known: { on: string; asOf?: string }): Promise<Designation[]> {
  return named(db, await listDesignationRows(db, known), known.on)
}

async function named(db: Db, rows: readonly DesignationRow[], on: string): Promise<Designation[]> {
  const divisions = new Map((await divisionsOn(db, on)).map((division) => [division.code, division]))
  return rows.map((row) => {
    const { nameZh = row.divisionCode, nameEn = row.divisionCode, parentCode = null } = divisions.get(row.divisionCode) ?? {}
    return { ...row, nameZh, nameEn, parentCode }
  })
}

/** Records a county without asking who may; for the example province and for what a case decides. @throws designation_overlaps */
export function nameCounty(db: Db, row: Omit<DesignationRow, 'id'>): Promise<string> {
  return insertDesignation(db, row, null)
}

/** A row that stands, taken by somebody who records the counties there. @throws not_found */
async function takeOwn(db: Db, actor: Actor, id: string): Promise<DesignationRow> {
  const row = await takeDesignation(db, id)
  if (!row || !mayRecord(actor, row.divisionCode)) throw notFound({ what: 'county_designation' })
  return row
}

function mayRecord(actor: Actor, divisionCode: string): boolean {
  return scopesOf(actor, 'counties.designate').divisionCodes.some((code) => isWithin(divisionCode, code))
}

export const countiesSlice: Slice = {
  handlers: [
    handle(listDesignations, async ({ input, db, now }) => {
      const on = input.on ?? dayOf(now)
      return { on, items: await designationsOn(db, { on }) }
    }),

    handle(recordDesignation, async ({ input, actor, db }) => {
      const { divisionCode, level, firstOn, lastOn } = input
      if (!mayRecord(actor, divisionCode)) throw notFound({ what: 'division' })
      const division = (await divisionsOn(db, firstOn)).find((one) => one.code === divisionCode)
      if (division?.level !== 'county') throw notCounty({})
      if (level === 'national' && division.isNationalPilotEligible !== true) throw notNationally({})
      if (lastOn !== null && lastOn < firstOn) throw designationDaysWrong({})
      const id = await insertDesignation(db, input, actor.personId)
      return (await named(db, [{ ...input, id }], firstOn))[0]!
    }),

    handle(endDesignation, async ({ input, actor, db }) => {
      const row = await takeOwn(db, actor, input.id)
      if (input.lastOn < row.firstOn || (row.lastOn !== null && input.lastOn > row.lastOn)) throw designationDaysWrong({})
      await supersedeDesignation(db, row.id, actor.personId, input.reason)
      const ended = { ...row, lastOn: input.lastOn }
      const id = await insertDesignation(db, ended, actor.personId)
      return (await named(db, [{ ...ended, id }], row.firstOn))[0]!
    }),

    handle(withdrawDesignation, async ({ input, actor, db }) => {
      const row = await takeOwn(db, actor, input.id)
      await supersedeDesignation(db, row.id, actor.personId, input.reason)
      return {}
    }),
  ],
}
