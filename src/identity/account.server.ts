// What an administrator does to accounts. Each function leaves its trace in the audit, as every command does.
import { type Db, inTransaction } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { hashPassword } from '../kernel/password.ts'
import { type AccountRow, closePerson, endSessionsOf, listAccountRows } from './account.sql.ts'
import { giveRole } from './grant.server.ts'
import { endGrants } from './grant.sql.ts'
import { noSuchAccount, passwordWeak } from './identity.contract.ts'
import { isPasswordFit } from './identity.rules.ts'
import { createPerson } from './identity.server.ts'
import { findOrganisation, findOrganisationByCreditCode, insertAudit, updatePassword } from './identity.sql.ts'

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
  account: { loginName: string; displayName: string; password: string; grants: readonly ({ role: string } & GrantScope)[] },
): Promise<string> {
  requireFit(account.password, account.loginName)
  const personId = await createPerson(db, account)
  await inTransaction(db, 'write', (tx) => trace(tx, 'createAccount', personId))
  return personId
}

/** Sets a new password and ends every session. @throws password_weak, no_such_account */
export async function setPassword(db: Db, loginName: string, password: string): Promise<void> {
  requireFit(password, loginName)
  const passwordHash = await hashPassword(password)
  await inTransaction(db, 'write', async (tx) => {
    const { id } = await requireAccount(tx, loginName)
    await updatePassword(tx, loginName, passwordHash)
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

function requireFit(password: string, loginName: string): void {
  if (!isPasswordFit(password, loginName)) throw passwordWeak({})
}

function trace(tx: Db, operation: string, personId: string): Promise<void> {
  return insertAudit(tx, { actor: null, operation, outcome: 'done', targetId: personId, requestId: `command-${newId()}` })
}
