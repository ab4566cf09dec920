// What is known of people: told by themselves, sealed, shown to others masked, and revealed for a purpose and a reason.
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { accountHeld, notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { wholeDivision } from '../places/places.server.ts'
import { emailPurpose } from './email.rules.ts'
import { mayFor } from './grant.rules.ts'
import { settleAge } from './minor.server.ts'
import { findIsHeld } from './minor.sql.ts'
import { openName } from './name.sql.ts'
import {
  bankAccountWrong,
  getMyPersonalData,
  getPersonalData,
  type IdType,
  idNumberWrong,
  idTypeMissing,
  listMyDisclosures,
  type MyData,
  nothingToReveal,
  phoneWrong,
  purposeNotYours,
  revealPersonalData,
  setMyPersonalData,
} from './personal.contract.ts'
import {
  hasLuhnDigit,
  howShown,
  isBankAccount,
  isPhone,
  isResidentId,
  masked,
  plainNumber,
  plainPhone,
  sealPurposes,
} from './personal.rules.ts'
import {
  type DetailChange,
  type DetailRow,
  findDetail,
  insertDisclosure,
  listDisclosures,
  listPeopleByEmailKey,
  listPeopleByKey,
  listPlacesOf,
  takeDetail,
  updateName,
  writeDetail,
} from './personal.sql.ts'
import { type PersonalField, type Purpose, personalFields } from './purpose.contract.ts'

import { listPurposeRows } from './purpose.sql.ts'

export const reasonPurpose = 'disclosure.reason'
const permission = 'identity.reveal'

const opened = (purpose: string, sealed: string | null) => (sealed === null ? null : vault().open(purpose, sealed))

function valuesOf(row: DetailRow): Record<PersonalField, string | null> {
  return {
    name: openName(row.nameSealed),
    phone: opened(sealPurposes.phone, row.phoneSealed),
    id_number: opened(sealPurposes.id_number, row.idNumberSealed),
    bank_account: opened(sealPurposes.bank_account, row.bankAccountSealed),
    email: opened(emailPurpose, row.emailSealed),
  }
}

/** What a person has told of themselves, whole, for a story that fills in a form of their own. */
export async function personalValuesOf(db: Db, personId: string): Promise<Record<PersonalField, string | null> | undefined> {
  const row = await findDetail(db, personId)
  return row && valuesOf(row)
}

async function myData(db: Db, personId: string): Promise<MyData> {
  const row = await findDetail(db, personId)
  if (!row) throw notFound({ what: 'person' })
  const { name, phone, id_number: idNumber, bank_account: bankAccount, email } = valuesOf(row)
  const isBankAccountDoubtful = bankAccount !== null && !hasLuhnDigit(bankAccount)
  const { loginName, idType, isEmailVerified } = row
  const isHeld = await findIsHeld(db, personId)
  return { loginName, name: name ?? '', phone, idType, idNumber, bankAccount, isBankAccountDoubtful, email, isEmailVerified, isHeld }
}

type Told = {
  phone?: string | null | undefined
  idType?: IdType | null | undefined
  idNumber?: string | null | undefined
  bankAccount?: string | null | undefined
}

/** Checks what a person tells of themselves and seals it. @throws phone_wrong, id_type_missing, id_number_wrong, bank_account_wrong */
function changeOf({ phone, idType, idNumber, bankAccount }: Told, today: string): DetailChange {
  const change: DetailChange = {}
  if (phone !== undefined) {
    const plain = phone && plainPhone(phone)
    if (plain && !isPhone(plain)) throw phoneWrong({})
    change.phone_sealed = plain && vault().seal(sealPurposes.phone, plain)
    change.phone_key = plain && vault().equalityKey(sealPurposes.phone, plain)
  }
  if (idNumber !== undefined) {
    const plain = idNumber && plainNumber(idNumber)
    if (plain && !idType) throw idTypeMissing({})
    if (plain && idType === 'resident' && !isResidentId(plain, today)) throw idNumberWrong({})
    change.id_type = plain && idType ? idType : null
    change.id_number_sealed = plain && vault().seal(sealPurposes.id_number, plain)
    change.id_number_key = plain && vault().equalityKey(sealPurposes.id_number, plain)
  }
  if (bankAccount !== undefined) {
    const plain = bankAccount && plainNumber(bankAccount)
    if (plain && !isBankAccount(plain)) throw bankAccountWrong({})
    change.bank_account_sealed = plain && vault().seal(sealPurposes.bank_account, plain)
  }
  return change
}

/** People who told this phone, document number or verified address for mail, by keys of every age; at most 20. */
export function findPeopleBy(db: Db, field: 'phone' | 'id_number' | 'email', text: string): Promise<string[]> {
  if (field === 'email') return listPeopleByEmailKey(db, vault().equalityKeys(emailPurpose, text.trim().toLowerCase()))
  const plain = field === 'phone' ? plainPhone(text) : plainNumber(text)
  return listPeopleByKey(db, `${field}_key`, vault().equalityKeys(sealPurposes[field], plain))
}

export type ShownField = { field: PersonalField; text: string | null; isMasked: boolean; canBeRevealed: boolean }

/** No organisation has this id: what lies in a division and in no organisation. */
const nowhere = '00000000-0000-0000-0000-000000000000'

/**
 * The roles by which an actor may look at a person: of grants whose scope one of the person's organisations or divisions lies in. Whoever
 * belongs to none, a talent or an expert, or to an organisation of no known division, lies in the province as a whole: only their own
 * organisation and roles for all of it reach them.
 */
async function rolesFor(db: Db, actor: Actor, personId: string): Promise<string[]> {
  const own = await listPlacesOf(db, personId)
  const whole = await wholeDivision(db)
  const places = own.length > 0 ? own : [{ organisationId: null, divisionCode: whole }]
  const targets = places.map(({ organisationId, divisionCode }) => ({
    organisationId: organisationId ?? nowhere,
    divisionCode: divisionCode ?? whole,
  }))
  const covering = actor.grants.filter((grant) => targets.some((target) => mayFor({ grants: [grant] }, permission, target)))
  return covering.map((grant) => grant.role)
}

/** The one place that decides how a person's data are seen: by purpose and role. What the purpose does not ask for is left out. */
export function shownFields(row: DetailRow, purpose: Purpose, roles: readonly string[]): ShownField[] {
  const values = valuesOf(row)
  return personalFields.flatMap((field) => {
    const shown = howShown(purpose, field, roles)
    if (shown === 'hidden') return []
    const text = values[field]
    const isMasked = shown !== 'plain' && text !== null
    return [
      { field, text: text !== null && isMasked ? masked(field, text) : text, isMasked, canBeRevealed: isMasked && shown === 'revealable' },
    ]
  })
}

/** A purpose that some role of the actor's has to do with. The answer tells nothing of any person. @throws purpose_not_yours */
async function requirePurpose(db: Db, actor: Actor, code: string): Promise<Purpose> {
  const purpose = (await listPurposeRows(db)).find((each) => each.code === code)
  const isTheirs = purpose && actor.grants.some(({ role }) => purpose.unmaskedFor.includes(role) || purpose.revealedTo.includes(role))
  if (!isTheirs) throw purposeNotYours({})
  return purpose
}

async function requireSeen(db: Db, actor: Actor, personId: string): Promise<{ row: DetailRow; roles: string[] }> {
  const roles = await rolesFor(db, actor, personId)
  const row = roles.length > 0 ? await findDetail(db, personId) : undefined
  if (!row) throw notFound({ what: 'person' })
  return { row, roles }
}

export const personalHandlers = [
  handle(getMyPersonalData, async ({ actor, db }) => myData(db, actor.personId)),

  handle(setMyPersonalData, async ({ input, actor, db, now }) => {
    await takeDetail(db, actor.personId)
    const { name, ...told } = input
    const change = changeOf(told, dayOf(now))
    const residentId = told.idType === 'resident' && told.idNumber ? plainNumber(told.idNumber) : undefined
    if (actor.limit === 'held' && !residentId) throw accountHeld({})
    if (residentId && !(await settleAge(db, actor.personId, residentId, dayOf(now)))) return myData(db, actor.personId)
    if (name !== undefined) await updateName(db, actor.personId, name)
    if (Object.keys(change).length > 0) await writeDetail(db, actor.personId, change)
    return myData(db, actor.personId)
  }),

  handle(getPersonalData, async ({ input, actor, db }) => {
    const purpose = await requirePurpose(db, actor, input.purpose)
    const { row, roles } = await requireSeen(db, actor, input.id)
    return { items: shownFields(row, purpose, roles) }
  }),

  handle(revealPersonalData, async ({ input, actor, db }) => {
    const purpose = await requirePurpose(db, actor, input.purpose)
    const { row, roles } = await requireSeen(db, actor, input.id)
    const role = roles.find((each) => ['plain', 'revealable'].includes(howShown(purpose, input.field, [each])))
    if (!role) throw purposeNotYours({})
    const text = valuesOf(row)[input.field]
    if (!text) throw nothingToReveal({})
    await insertDisclosure(db, {
      ...{
        personId: input.id,
        seenBy: actor.personId,
        organisationId: actor.organisationId,
        role,
        field: input.field,
        purpose: purpose.code,
      },
      reasonSealed: vault().seal(reasonPurpose, input.reason),
    })
    return { text }
  }),

  handle(listMyDisclosures, async ({ input, actor, db }) => {
    const rows = await listDisclosures(db, actor.personId, input.cursor, input.limit + 1)
    const items = rows.slice(0, input.limit).map(({ reasonSealed, purposeZh, purposeEn, ...row }) => {
      const purpose = purposeZh !== null && purposeEn !== null ? { zh: purposeZh, en: purposeEn } : null
      return { ...row, purpose, reason: opened(reasonPurpose, reasonSealed) }
    })
    return { items, nextCursor: rows.length > input.limit ? items.at(-1)!.id : null }
  }),
]
