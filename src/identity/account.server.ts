// What an administrator does to accounts. Each function leaves its trace in the audit, as every command does.
import { type Db, inTransaction } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type AccountRow, closePerson, endSessionsOf, listAccountRows } from './account.sql.ts'
import { forgetFailures } from './attempt.server.ts'
import { insertAudit } from './audit.sql.ts'
import { deleteTotp } from './factor.sql.ts'
import { giveRole, isStaff } from './grant.server.ts'
import { endGrants } from './grant.sql.ts'
import { noSuchAccount } from './identity.contract.ts'
import { createPerson } from './identity.server.ts'
import { findOrganisation, findOrganisationByCreditCode } from './identity.sql.ts'
import { deletePasskeys } from './passkey.sql.ts'
import { passwordWeak } from './password.contract.ts'
import { passwordFaults } from './password.rules.ts'
import { prepareNewPassword } from './password.server.ts'
import { findCredentials, replacePassword } from './password.sql.ts'
import { findPolicy } from './policy.sql.ts'

export type GrantScope = { organisationId: string | null; divisionCode: string | null }
export type Account = AccountRow

/** Every account with its standing grants, by login name. */
export function listAccounts(db: Db): Promise<Account[]> {
  return listAccountRows(db, null)
}

/** The id of the organisation that an id or a unified social credit code names, if there is one. */
export async function findOrganisationId(db: Db, idOrCreditCode: string): Promise<string | undefined> {
  const isId = /^[0-9a-f-]{36}$/.test(idOrCreditCode)
  return (await (isId ? findOrganisation(db, idOrCreditCode) : findOrganisationByCreditCode(db, idOrCreditCode)))?.id
}

/** Creates an account. @throws password_weak, login_name_taken */
export async function createAccount(
  db: Db,
  account: { loginName: string; displayName: string; password: string; grants: readonly ({ role: string } & GrantScope)[]; now: Date },
): Promise<string> {
  const policy = await findPolicy(db, account.now)
  const lengthLeast = (await isStaff(db, account.grants)) ? policy.staffPasswordLengthLeast : policy.passwordLengthLeast
  const reasons = passwordFaults(account.password, { loginName: account.loginName, lengthLeast })
  if (reasons.length > 0) throw passwordWeak({ reasons })
  const personId = await createPerson(db, account)
  await inTransaction(db, 'write', (tx) => trace(tx, 'createAccount', personId))
  return personId
}

/** Sets a new password, forgets failures and ends every session. @throws password_weak, no_such_account */
export async function setPassword(db: Db, loginName: string, password: string, now: Date): Promise<void> {
  const account = await findCredentials(db, { loginName })
  if (!account) throw noSuchAccount({ loginName })
  const passwordHash = await prepareNewPassword((body) => inTransaction(db, 'read', body), now, account, password)
  await inTransaction(db, 'write', async (tx) => {
    const { id } = await requireAccount(tx, loginName)
    await replacePassword(tx, id, passwordHash, (await findPolicy(tx, now)).passwordsRemembered)
    await forgetFailures(tx, loginName)
    await endSessionsOf(tx, id)
    await trace(tx, 'setPassword', id)
  })
}

/** Gives a role within a scope; a grant that stands already stays as it is. @throws no_such_account */
export async function grantRole(db: Db, loginName: string, role: string, scope: GrantScope): Promise<void> {
  await inTransaction(db, 'write', async (tx) => {
    const { id, grants } = await requireAccount(tx, loginName)
    const stands = grants.some(
      (grant) => grant.role === role && grant.organisationId === scope.organisationId && grant.divisionCode === scope.divisionCode,
    )
    if (stands) return
    await giveRole(tx, id, { role, ...scope })
    await trace(tx, 'grantRole', id)
  })
}

/** Ends a role, within one scope or in all. @returns how many grants ended @throws no_such_account */
export async function revokeRole(db: Db, loginName: string, role: string, scope: GrantScope | null): Promise<number> {
  return inTransaction(db, 'write', async (tx) => {
    const { id } = await requireAccount(tx, loginName)
    const ended = await endGrants(tx, id, role, scope)
    if (ended > 0) await trace(tx, 'revokeRole', id)
    return ended
  })
}

/** Lets an account try again at once after too many failures. @throws no_such_account */
export async function unlock(db: Db, loginName: string): Promise<void> {
  await inTransaction(db, 'write', async (tx) => {
    const { id } = await requireAccount(tx, loginName)
    await forgetFailures(tx, loginName)
    await trace(tx, 'unlockAccount', id)
  })
}

/**
 * Takes away every second factor of somebody who lost all of them, and ends their sessions: at the next sign-in the password alone lets
 * them set up new ones. Whoever does this has made sure who asks. @throws no_such_account
 */
export async function forgetFactors(db: Db, loginName: string): Promise<void> {
  await inTransaction(db, 'write', async (tx) => {
    const { id } = await requireAccount(tx, loginName)
    await deleteTotp(tx, id)
    await deletePasskeys(tx, id)
    await endSessionsOf(tx, id)
    await trace(tx, 'forgetFactors', id)
  })
}

/** Closes an account: nobody signs in by it again, and its sessions end. What it did stays. @throws no_such_account */
export async function closeAccount(db: Db, loginName: string): Promise<void> {
  await inTransaction(db, 'write', async (tx) => {
    const { id } = await requireAccount(tx, loginName)
    await closePerson(tx, id)
    await endSessionsOf(tx, id)
    await trace(tx, 'closeAccount', id)
  })
}

async function requireAccount(db: Db, loginName: string): Promise<Account> {
  const [found] = await listAccountRows(db, loginName)
  if (!found) throw noSuchAccount({ loginName })
  return found
}

function trace(tx: Db, operation: string, personId: string): Promise<void> {
  return insertAudit(tx, { actor: null, operation, outcome: 'done', targetId: personId, requestId: `command-${newId()}` })
}
