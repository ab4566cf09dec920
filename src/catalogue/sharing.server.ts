// What comes of a case about sharing: an instrument that joins, one that is excused for a time, or not any more.
import type { Db } from '../kernel/db.ts'
import { on } from '../kernel/events.ts'
import { dayOf } from '../kernel/time.ts'
import { caseDecided, caseFiled } from '../procedures/case.contract.ts'
import { type FiledCase, filedCase } from '../procedures/filed.server.ts'
import { replaceAcceptance } from './acceptance.sql.ts'
import type { Instrument } from './catalogue.contract.ts'
import { changeInstruments } from './catalogue.server.ts'
import { listInstrumentsByInnerCode, takeInstruments } from './catalogue.sql.ts'
import { noOwnInstrument, notADraft } from './sharing.contract.ts'
import { exemptionCode, listingCode } from './sharing.rules.ts'
import { endExemption, insertExemption } from './sharing.sql.ts'

const textOf = ({ answers }: FiledCase, key: string) => (typeof answers[key] === 'string' ? (answers[key] as string) : '')

/** The instrument that a case is about. @throws no_own_instrument */
async function ownInstrument(db: Db, filed: FiledCase): Promise<Instrument> {
  const innerCode = textOf(filed, 'innerCode')
  const [found] = filed.organisationId === null ? [] : await listInstrumentsByInnerCode(db, filed.organisationId, [innerCode])
  if (!found || found.state === 'retired') throw noOwnInstrument({ innerCode })
  return found
}

/** Granted: shared from the day of the decision on, with what was said of its acceptance. */
async function list(db: Db, filed: FiledCase, decidedOn: string): Promise<void> {
  const { id } = await ownInstrument(db, filed)
  await takeInstruments(db, [id])
  const instrument = await ownInstrument(db, filed)
  const isDutyFree = filed.answers['isDutyFree'] === true
  const customs = isDutyFree
    ? {
        ...{ declarationNo: textOf(filed, 'declarationNo'), itemNo: '' },
        ...{ releasedOn: textOf(filed, 'releasedOn'), supervisedTo: textOf(filed, 'supervisedTo') },
      }
    : { declarationNo: '', itemNo: '', releasedOn: null, supervisedTo: null }
  await replaceAcceptance(db, id, { acceptedOn: textOf(filed, 'acceptedOn'), isDutyFree, ...customs }, filed.applicantId)
  const facts = { ...instrument, state: 'online' as const, listedOn: instrument.listedOn ?? decidedOn }
  await changeInstruments(db, [{ instrumentId: id, facts, source: filed.caseNo }])
}

export const sharingListeners = [
  on(caseFiled, async ({ payload, db }) => {
    if (payload.procedureCode !== listingCode && payload.procedureCode !== exemptionCode) return
    const instrument = await ownInstrument(db, await filedCase(db, payload.caseId))
    if (payload.procedureCode === listingCode && instrument.state !== 'draft') throw notADraft({ innerCode: instrument.innerCode })
  }),
  on(caseDecided, async ({ payload, db, now }) => {
    const { caseId, procedureCode, status } = payload
    const today = dayOf(now)
    if (procedureCode === listingCode && status === 'granted') await list(db, await filedCase(db, caseId), today)
    if (procedureCode !== exemptionCode) return
    if (status === 'granted') {
      const filed = await filedCase(db, caseId)
      await insertExemption(db, {
        instrumentId: (await ownInstrument(db, filed)).id,
        caseId,
        firstOn: today,
        ground: textOf(filed, 'ground'),
      })
    } else if (status === 'revoked' || status === 'expired' || status === 'declined') await endExemption(db, caseId, today)
  }),
]
