// Budget lines as their holders keep them: opened, appropriated, and set behind programmes.
import { scopesOf } from '../identity/grant.rules.ts'
import { getOrganisation, requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { appropriate, listFunds, openFund } from '../ledger/fund.server.ts'
import { isWithin } from '../places/places.rules.ts'
import { listFundShareRows } from './fundshare.sql.ts'
import type { Ground } from './known.server.ts'
import {
  appropriateFunds,
  type FundLine,
  fundProgramme,
  listFundLines,
  listFundShares,
  openFundLine,
  partsTooMany,
  payerUnfit,
} from './payment.contract.ts'
import { splitByParts, wholePart } from './payment.rules.ts'
import { listFundedProgrammes, listProgrammeFunds, listWaiting, setLines, takeProgramme, writeProgrammeFund } from './payment.sql.ts'
import { commitShares, isWhole } from './plan.server.ts'
import { findProgramme, listProgrammeRows } from './programme.sql.ts'

type Funds = Awaited<ReturnType<typeof listFunds>>

async function fundsShown(db: Db, funds: Funds): Promise<FundLine[]> {
  const behind = await listFundedProgrammes(
    db,
    funds.map((fund) => fund.id),
  )
  const names = await namesOf(
    db,
    funds.map((fund) => fund.holderId),
  )
  return funds.map((fund) => ({
    ...fund,
    holderName: names.get(fund.holderId) ?? '',
    leftFen: fund.appropriatedFen - fund.committedFen - fund.paidFen,
    programmes: behind
      .filter((one) => one.fundLineId === fund.id)
      .map(({ programmeId, nameZh, nameEn, basisPoints }) => ({ programmeId, name: { zh: nameZh, en: nameEn }, basisPoints })),
  }))
}

/** What organisations are called, by their ids. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const id of new Set(ids)) names.set(id, (await getOrganisation(db, id))?.nameZh ?? '')
  return names
}

/** The organisations for which the actor pays. */
export const payersOf = (actor: Actor) => scopesOf(actor, 'procedures.pay').organisationIds

/** A budget line that the actor keeps. @throws not_found */
async function requireFund(db: Db, actor: Actor, id: string): Promise<Funds[number]> {
  const [fund] = await listFunds(db, { ids: [id] })
  if (!fund) throw notFound({ what: 'fund' })
  await requireRightFor(db, actor, 'procedures.pay', fund.holderId, { what: 'fund' })
  return fund
}

async function fundShown(db: Db, id: string): Promise<FundLine> {
  return (await fundsShown(db, await listFunds(db, { ids: [id] })))[0]!
}

/** The procedures of which something is paid. */
const payingCodes = ({ declared }: Ground) => new Set(declared.filter((one) => one.payee).map((one) => one.code))

/** Whether an organisation may pay a programme: a body of government of its division, or of one above or below it. */
export function isPayer(organisation: { kind: string; divisionCode: string | null } | undefined, divisionCode: string): boolean {
  const own = organisation?.kind === 'government' ? organisation.divisionCode : null
  return own !== null && (isWithin(own, divisionCode) || isWithin(divisionCode, own))
}

/** Once the payers of a year pay the whole of it, what waited for that year is committed. @throws fund_exhausted */
async function commitWaiting(db: Db, programmeId: string, year: number): Promise<void> {
  const payers = (await listProgrammeFunds(db, [programmeId])).filter((one) => one.year === year)
  if (!isWhole(payers)) return
  const waiting = await listWaiting(db, programmeId, year)
  const shares = waiting.flatMap((line) =>
    splitByParts(line.fen, payers).map(({ fundLineId, fen }) => ({ lineId: line.id, fundLineId, fen })),
  )
  await commitShares(db, shares)
  await setLines(
    db,
    waiting.map((line) => line.id),
    'funded',
  )
}

export const fundHandlers = (ground: Ground) => [
  handle(openFundLine, async ({ input, actor, db, now }) => {
    const { fen, documentNo, ...line } = input
    await requireRightFor(db, actor, 'procedures.pay', input.holderId)
    const id = await openFund(db, { ...line, by: actor.personId })
    await appropriate(db, { fundLineId: id, fen, documentNo, day: dayOf(now), by: actor.personId })
    return fundShown(db, id)
  }),

  handle(appropriateFunds, async ({ input, actor, db, now }) => {
    await requireFund(db, actor, input.id)
    const { id: fundLineId, fen, documentNo } = input
    await appropriate(db, { fundLineId, fen, documentNo, day: dayOf(now), by: actor.personId })
    return fundShown(db, fundLineId)
  }),

  handle(fundProgramme, async ({ input, actor, db }) => {
    const fund = await requireFund(db, actor, input.id)
    const programme = await findProgramme(db, input.programmeId)
    if (!programme || !payingCodes(ground).has(programme.procedureCode)) throw notFound({ what: 'programme' })
    if (!isPayer(await getOrganisation(db, fund.holderId), programme.divisionCode)) throw payerUnfit({})
    await takeProgramme(db, programme.id)
    const others = (await listProgrammeFunds(db, [programme.id])).filter((one) => one.year === fund.year && one.fundLineId !== fund.id)
    if (others.reduce((sum, one) => sum + one.basisPoints, input.basisPoints) > wholePart) throw partsTooMany({})
    const { year } = fund
    await writeProgrammeFund(db, {
      ...{ programmeId: programme.id, fundLineId: fund.id, year, basisPoints: input.basisPoints },
      recordedBy: actor.personId,
    })
    await commitWaiting(db, programme.id, year)
    return fundShown(db, fund.id)
  }),

  handle(listFundShares, async ({ input, actor, db }) => {
    const fund = await requireFund(db, actor, input.id)
    const wanted = { fundLineId: fund.id, show: input.show, after: input.cursor ?? null, limit: input.limit + 1 }
    const rows = await listFundShareRows(db, wanted)
    const shown = rows.slice(0, input.limit)
    const titleOf = (code: string) => ground.declared.findLast((one) => one.code === code)!.title
    const items = shown.map(({ procedureCode, ...row }) => ({ ...row, procedure: titleOf(procedureCode) }))
    return { items, nextCursor: rows.length > input.limit ? shown.at(-1)!.id : null }
  }),

  handle(listFundLines, async ({ actor, db }) => {
    const holderIds = payersOf(actor)
    const codes = payingCodes(ground)
    const holders = await Promise.all(holderIds.map((id) => getOrganisation(db, id)))
    const programmes = (await listProgrammeRows(db)).filter(
      (one) => codes.has(one.procedureCode) && holders.some((holder) => isPayer(holder, one.divisionCode)),
    )
    return {
      items: await fundsShown(db, await listFunds(db, { holderIds })),
      holders: holders.flatMap((holder) => (holder ? [{ id: holder.id, name: holder.nameZh }] : [])),
      programmes: programmes.map(({ id, nameZh, nameEn, documentNo }) => ({ id, name: { zh: nameZh, en: nameEn }, documentNo })),
    }
  }),
]
