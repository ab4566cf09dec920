import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { hashPassword, hashToken } from '../kernel/password.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { patternsWithin } from '../places/places.rules.ts'
import { wholeDivision } from '../places/places.server.ts'
import { emailPurpose } from './email.rules.ts'
import { keptEmail } from './email.server.ts'
import { findPersonByEmail, writeEmail } from './email.sql.ts'
import { afterFirstFactor } from './factor.server.ts'
import { mayFor, scopesOf } from './grant.rules.ts'
import { giveRole, isStaff, requireMayGrant, roleBook } from './grant.server.ts'
import { findDisplayName, findOrganisation, insertPerson } from './identity.sql.ts'
import {
  acceptInvitation,
  invite,
  joinByInvitation,
  listInvitations,
  readInvitation,
  roleAppliedFor,
  withdrawInvitation,
} from './invitation.contract.ts'
import { invitationState, maskedEmail } from './invitation.rules.ts'
import {
  acceptRow,
  findInvitation,
  type InvitationRow,
  insertInvitation,
  listInvitationRows,
  updateInvitationEnd,
  withdrawRow,
} from './invitation.sql.ts'
import { letterWords as words } from './letter.words.ts'
import { linkOver } from './link.contract.ts'
import { sendLink } from './link.server.ts'
import { findLink, spendLink } from './link.sql.ts'
import { passwordWeak } from './password.contract.ts'
import { passwordFaults } from './password.rules.ts'
import { findPolicy } from './policy.sql.ts'

/** The invitation behind a link that still holds. */
async function standing(db: Db, token: string, now: Date): Promise<InvitationRow | undefined> {
  const link = await findLink(db, hashToken(token), 'invitation', now)
  const invitation = link?.invitationId ? await findInvitation(db, link.invitationId) : undefined
  return invitation && invitationState(invitation, now) === 'open' ? invitation : undefined
}

/** Uses the link and the invitation up for a person, and gives them the role. @throws link_over, own_grant, admins_apart */
async function accept(db: Db, token: string, personId: string, now: Date): Promise<InvitationRow> {
  const invitation = await standing(db, token, now)
  const link = await spendLink(db, hashToken(token), 'invitation', now)
  if (!invitation || !link || !(await acceptRow(db, invitation.id, personId, now))) throw linkOver({})
  const { role, organisationId, divisionCode, invitedBy } = invitation
  // Whether the inviter might give this role was decided when they invited.
  await giveRole(db, personId, { role, organisationId, divisionCode }, { personId: invitedBy, isForDivision: true })
  return invitation
}

export const invitationHandlers: readonly Handler[] = [
  handle(invite, async ({ input, actor, db, now }) => {
    const { email, ...wanted } = input
    const role = await requireMayGrant(db, actor, wanted)
    if (role.scope === 'self') throw roleAppliedFor({ role: role.code })
    const id = await insertInvitation(db, { ...keptEmail(email), ...wanted, invitedBy: actor.personId, now })
    const organisation = wanted.organisationId ? await findOrganisation(db, wanted.organisationId) : undefined
    const params = {
      inviter: await findDisplayName(db, actor.personId),
      role: { zh: role.nameZh, en: role.nameEn },
      place: organisation ? { zh: organisation.nameZh, en: organisation.nameEn || organisation.nameZh } : (wanted.divisionCode ?? ''),
    }
    const letter = { to: email, subject: words.inviteSubject, text: words.inviteText, params }
    await updateInvitationEnd(db, id, await sendLink(db, now, 'invitation', { invitationId: id }, letter))
    return { id }
  }),

  handle(listInvitations, async ({ input, actor, db, now }) => {
    const { organisationIds, divisionCodes } = scopesOf(actor, 'identity.grant')
    const scopes = { organisationIds, divisionPatterns: patternsWithin(divisionCodes) }
    const rows = await listInvitationRows(db, scopes, { before: input.cursor, limit: input.limit + 1 })
    const items = rows.slice(0, input.limit).map((row) => ({
      ...row,
      emailShown: row.emailSealed === '' ? '' : maskedEmail(vault().open(emailPurpose, row.emailSealed)),
      state: invitationState(row, now),
    }))
    return { items, nextCursor: rows.length > input.limit ? items.at(-1)!.id : null }
  }),

  handle(withdrawInvitation, async ({ input, actor, db, now }) => {
    const row = await findInvitation(db, input.id)
    const target = row && {
      organisationId: row.organisationId ?? '',
      divisionCode: row.divisionCode ?? row.organisationDivision ?? (await wholeDivision(db)),
    }
    if (!target || !mayFor(actor, 'identity.grant', target)) throw notFound({ what: 'invitation' })
    if (!(await withdrawRow(db, input.id, now))) throw notFound({ what: 'invitation' })
    return {}
  }),

  handle(readInvitation, async ({ input, db, now }) => {
    const invitation = await standing(db, input.token, now)
    const role = invitation && (await roleBook(db)).get(invitation.role)
    if (!role) throw linkOver({})
    return { ...invitation!, roleZh: role.nameZh, roleEn: role.nameEn }
  }),

  handlePrepared(
    acceptInvitation,
    async ({ input, read, now }) => {
      const invitation = await read((db) => standing(db, input.token, now))
      if (!invitation) return undefined
      const { policy, isForStaff } = await read(async (db) => ({
        policy: await findPolicy(db, now),
        isForStaff: await isStaff(db, [invitation]),
      }))
      const lengthLeast = isForStaff ? policy.staffPasswordLengthLeast : policy.passwordLengthLeast
      const reasons = passwordFaults(input.password, { loginName: input.loginName, lengthLeast })
      if (reasons.length > 0) throw passwordWeak({ reasons })
      return hashPassword(input.password)
    },
    async ({ input, db, now, from, prepared: passwordHash }) => {
      if (!passwordHash) throw linkOver({})
      const { loginName, displayName, token } = input
      const personId = await insertPerson(db, { loginName, displayName, passwordHash, isExample: false })
      const { emailSealed, emailKey } = await accept(db, token, personId, now)
      const isFree = !(await findPersonByEmail(db, vault().equalityKeys(emailPurpose, vault().open(emailPurpose, emailSealed))))
      if (isFree) await writeEmail(db, { personId, emailSealed, emailKey, verifiedAt: now.toISOString() })
      return afterFirstFactor(db, now, { personId, first: 'password', from })
    },
  ),

  handle(joinByInvitation, async ({ input, actor, db, now }) => {
    await accept(db, input.token, actor.personId, now)
    return {}
  }),
]
