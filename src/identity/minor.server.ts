// Accounts of people under eighteen: they rest until a guardian consents, and rest again when the consent is withdrawn.
import type { Output } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { consentTextChanged } from './consent.contract.ts'
import {
  askGuardian,
  consentToWard,
  declineWard,
  getMyMinority,
  guardianAsked,
  guardianConsented,
  guardianDeclined,
  guardianUnproven,
  guardianWithdrew,
  listMyWards,
  noMinor,
} from './minor.contract.ts'
import { isMinorsId, minorPurpose } from './minor.rules.ts'
import { deleteMinor, deleteTold, findMinor, insertMinor, insertWardConsent, listWardRows, takeWard, updateGuardian } from './minor.sql.ts'
import { openName } from './name.sql.ts'
import { notify } from './notice.server.ts'
import { findCredentials } from './password.sql.ts'
import { sealPurposes } from './personal.rules.ts'
import { findDetail } from './personal.sql.ts'
import { listPurposeRows } from './purpose.sql.ts'

const link = '/my/data'

/**
 * What a told identity number means for an account: one of somebody under eighteen holds it until a guardian consents, and is not kept
 * before that; one of a grown-up ends the hold.
 * @returns whether the number may be kept
 */
export async function settleAge(db: Db, personId: string, residentId: string, today: string): Promise<boolean> {
  if (!isMinorsId(residentId, today)) {
    await deleteMinor(db, personId)
    return true
  }
  await insertMinor(db, personId)
  const isConsented = (await findMinor(db, personId))?.consentId != null
  if (!isConsented) await deleteTold(db, personId)
  return isConsented
}

/** A guardian's consent to an account ended: it rests, and what was told under the consent goes. */
export async function holdAgain(db: Db, personId: string): Promise<void> {
  await deleteTold(db, personId)
  await notify(db, { personIds: [personId] }, { kind: guardianWithdrew, params: {}, link })
}

/** Whether somebody proved by their own identity number that they are eighteen or older. */
async function isGrownUp(db: Db, personId: string, today: string): Promise<boolean> {
  const detail = await findDetail(db, personId)
  if (detail?.idType !== 'resident' || detail.idNumberSealed === null) return false
  return !isMinorsId(vault().open(sealPurposes.id_number, detail.idNumberSealed), today)
}

export const minorHandlers = [
  handle(getMyMinority, async ({ actor, db }) => {
    const minor = await findMinor(db, actor.personId)
    const state: Output<typeof getMyMinority>['state'] = !minor
      ? 'none'
      : minor.consentId
        ? 'consented'
        : minor.guardianId
          ? 'asked'
          : 'unasked'
    return { state, askedAt: minor?.askedAt ?? null }
  }),

  handle(askGuardian, async ({ input, actor, db, now }) => {
    const minor = await findMinor(db, actor.personId)
    if (!minor || minor.consentId) throw noMinor({})
    const guardian = await findCredentials(db, { loginName: input.loginName })
    if (!guardian || guardian.personId === actor.personId || guardian.personId === minor.guardianId) return {}
    await updateGuardian(db, actor.personId, guardian.personId, now)
    await notify(db, { personIds: [guardian.personId] }, { kind: guardianAsked, params: {}, link })
    return {}
  }),

  handle(listMyWards, async ({ actor, db }) => ({
    items: (await listWardRows(db, actor.personId)).map(({ personId: id, nameSealed, ...row }) => ({
      id,
      name: openName(nameSealed),
      ...row,
    })),
  })),

  handle(consentToWard, async ({ input, actor, db, now }) => {
    if (!(await takeWard(db, input.id, actor.personId))) throw notFound({ what: 'ward' })
    const purpose = (await listPurposeRows(db)).find((each) => each.code === minorPurpose)
    if (purpose?.consentVersion !== input.textVersion) throw consentTextChanged({})
    if (!(await isGrownUp(db, actor.personId, dayOf(now)))) throw guardianUnproven({})
    await insertWardConsent(db, input.id, actor.personId, input.textVersion)
    await notify(db, { personIds: [input.id] }, { kind: guardianConsented, params: {}, link })
    return {}
  }),

  handle(declineWard, async ({ input, actor, db, now }) => {
    if (!(await takeWard(db, input.id, actor.personId)) || (await findMinor(db, input.id))?.consentId) throw notFound({ what: 'ward' })
    await updateGuardian(db, input.id, null, now)
    await notify(db, { personIds: [input.id] }, { kind: guardianDeclined, params: {}, link })
    return {}
  }),
]
