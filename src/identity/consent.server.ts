// Children's data: kept only while a guardian's consent stands (Personal Information Protection Law, articles 28, 29 and 31).
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import {
  addMyChild,
  consentMissing,
  consentTextChanged,
  listMyChildren,
  notAChild,
  notByConsent,
  withdrawConsent,
} from './consent.contract.ts'
import { isChild } from './consent.rules.ts'
import { endConsent, findChild, findConsent, insertChild, listChildRows, listConsents, takeConsent } from './consent.sql.ts'
import { minorPurpose } from './minor.rules.ts'
import { holdAgain } from './minor.server.ts'
import { listPurposeRows } from './purpose.sql.ts'

export const childPurposes = { name: 'child.name', bornOn: 'child.born_on' } as const

/** The first line of every story that uses a child's data. @throws consent_missing */
export async function requireConsent(db: Db, childId: string, purpose: string): Promise<void> {
  if (!(await findConsent(db, childId, purpose))) throw consentMissing({})
}

/** Whether a guardian's own consent to the purpose stands for a child of theirs. */
export async function isConsented(db: Db, asked: { childId: string; guardianId: string; purpose: string }): Promise<boolean> {
  const rows = await listConsents(db, asked.guardianId)
  return rows.some((row) => row.childId === asked.childId && row.purpose === asked.purpose && row.withdrawnAt === null)
}

/** A child's name and day of birth, for an office that may see them. @throws consent_missing */
export async function childValues(db: Db, childId: string, purpose: string): Promise<{ name: string; bornOn: string } | undefined> {
  await requireConsent(db, childId, purpose)
  const row = await findChild(db, childId)
  if (!row?.nameSealed || !row.bornOnSealed) return undefined
  return { name: vault().open(childPurposes.name, row.nameSealed), bornOn: vault().open(childPurposes.bornOn, row.bornOnSealed) }
}

export const consentHandlers = [
  handle(listMyChildren, async ({ actor, db }) => {
    const children = new Map((await listChildRows(db, actor.personId)).map((row) => [row.id, row]))
    const consents = await listConsents(db, actor.personId)
    const open = (purpose: string, sealed: string | null | undefined) => (sealed ? vault().open(purpose, sealed) : null)
    const ids = [...new Set(consents.map((consent) => consent.childId))]
    const items = ids.map((id) => ({
      id,
      name: open(childPurposes.name, children.get(id)?.nameSealed),
      bornOn: open(childPurposes.bornOn, children.get(id)?.bornOnSealed),
      consents: consents
        .filter((consent) => consent.childId === id)
        .map(({ purposeZh, purposeEn, ...consent }) => ({ ...consent, purposeName: { zh: purposeZh, en: purposeEn } })),
    }))
    return { items }
  }),

  handle(addMyChild, async ({ input, actor, db, now }) => {
    const purpose = (await listPurposeRows(db)).find((each) => each.code === input.purpose)
    if (!purpose?.fields.includes('child_name') || purpose.consentVersion === null) throw notByConsent({})
    if (purpose.consentVersion !== input.textVersion) throw consentTextChanged({})
    if (!isChild(input.bornOn, dayOf(now))) throw notAChild({})
    const id = await insertChild(db, {
      ...{ guardianId: actor.personId, purpose: purpose.code, textVersion: input.textVersion },
      nameSealed: vault().seal(childPurposes.name, input.name),
      bornOnSealed: vault().seal(childPurposes.bornOn, input.bornOn),
    })
    return { id }
  }),

  handle(withdrawConsent, async ({ input, actor, db }) => {
    const consent = await takeConsent(db, input.id, actor.personId)
    if (!consent) throw notFound({ what: 'consent' })
    const isChildErased = await endConsent(db, input.id, consent.childId)
    if (consent.purpose === minorPurpose) await holdAgain(db, consent.childId)
    return { isChildErased }
  }),
]
