// The second step of signing in: codes from an app, recovery codes, and who owes one.
import { randomBytes } from 'node:crypto'
import type { Origin } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { kernelWords } from '../kernel/kernel.words.ts'
import { vault } from '../kernel/keyring.ts'
import { hashToken, newToken } from '../kernel/password.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { newTotpSecret, totpCard, totpStepOf } from '../kernel/totp.ts'
import { attemptWasRight, type Subjects, subjectsOf, takeAttempt } from './attempt.server.ts'
import {
  beginTotp,
  codeWrong,
  confirmTotp,
  factorRequired,
  finishSignIn,
  getMyFactors,
  removeTotp,
  renewRecoveryCodes,
  ticketOver,
  totpExists,
} from './factor.contract.ts'
import { type FirstFactor, isLetOff, isTotpShaped, owesFactor, plainCode, stepAfterFirst } from './factor.rules.ts'
import {
  confirmTotpRow,
  countTicketTry,
  deleteTotp,
  findPersonFactors,
  insertTicket,
  keepTotpSecret,
  replaceRecoveryCodes,
  spendRecoveryCode,
  spendTicket,
  takeTotp,
  updateTotpStep,
} from './factor.sql.ts'
import { isStaff } from './grant.server.ts'
import { listStandingGrants } from './grant.sql.ts'
import type { SignInAnswer } from './identity.contract.ts'
import { findCredentials } from './password.sql.ts'
import { findPolicy, type Policy } from './policy.sql.ts'
import { openSession, renewSession } from './session.server.ts'
import { updateEnrolled } from './session.sql.ts'

const sealedAs = 'totp.secret'
const ticketSeconds = 300
const ticketTriesMost = 5
const recoveryCodeCount = 10

/** What a person has beside a password, and whether their role asks for it. */
export async function factorsOf(db: Db, personId: string, policy: Policy) {
  const factors = await findPersonFactors(db, personId)
  const facts = { isStaff: await isStaff(db, await listStandingGrants(db, personId)), isExample: factors.isExample }
  return { ...factors, ...facts, exampleSecondFactor: policy.exampleSecondFactor }
}

/** Opens the session, asks for the second factor, or opens one in which nothing but setting one up is possible. */
export async function afterFirstFactor(
  db: Db,
  now: Date,
  { personId, first, from }: { personId: string; first: FirstFactor; from: Origin },
): Promise<SignInAnswer> {
  const facts = await factorsOf(db, personId, await findPolicy(db, now))
  const step = stepAfterFirst(facts)
  if (step !== 'second_factor') return openSession(db, now, { personId, method: first, isEnrolling: step === 'enrol', from })
  const methods = [...(facts.hasTotp ? (['code'] as const) : []), ...(facts.hasPasskey ? (['passkey'] as const) : [])]
  const nothing = { token: null, expiresAt: null, me: null }
  if (!facts.hasTotp) return { ...nothing, step, ticket: null, methods }
  const ticket = newToken()
  const expiresAt = new Date(now.getTime() + ticketSeconds * 1000)
  await insertTicket(db, { tokenHash: hashToken(ticket), personId, method: first, now, expiresAt })
  return { ...nothing, step, ticket, methods }
}

const factorSubjects = (personId: string, address: string): Subjects => ({
  account: `factor:${personId}`,
  address: subjectsOf('', address).address,
})

type Write = <T>(body: (db: Db) => Promise<T>) => Promise<T>

/** Counts a try at a person's code before it is looked at. @throws code_wrong when there were too many */
async function countCodeTry(write: Write, personId: string, now: Date, from: Origin) {
  const subjects = factorSubjects(personId, from.address)
  return write(async (db) => {
    const policy = await findPolicy(db, now)
    const isLookedAt = await takeAttempt(db, subjects, now, policy)
    return { subjects, policy, isLookedAt }
  })
}

/** Looks at a code and uses it up. @returns how it was right @throws code_wrong */
async function spendCode(db: Db, personId: string, code: string, now: Date): Promise<'code' | 'recovery_code'> {
  const totp = await takeTotp(db, personId)
  if (!totp?.isConfirmed) throw codeWrong({})
  if (!isTotpShaped(code)) {
    if (await spendRecoveryCode(db, personId, hashToken(plainCode(code)), now)) return 'recovery_code'
    throw codeWrong({})
  }
  const step = totpStepOf(vault().open(sealedAs, totp.secretSealed), plainCode(code), now)
  if (step === undefined || step <= totp.lastStep) throw codeWrong({})
  await updateTotpStep(db, personId, step)
  return 'code'
}

type Tried = Awaited<ReturnType<typeof countCodeTry>>

async function spendCountedCode(db: Db, personId: string, code: string, now: Date, tried: Tried): Promise<'code' | 'recovery_code'> {
  if (!tried.isLookedAt) throw codeWrong({})
  const way = await spendCode(db, personId, code, now)
  await attemptWasRight(db, tried.subjects, tried.policy)
  return way
}

/** Ten codes of 80 bits in groups of four, and what the database keeps of them. */
async function giveRecoveryCodes(db: Db, personId: string): Promise<string[]> {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  const codes = Array.from({ length: recoveryCodeCount }, () => [...randomBytes(16)].map((byte) => letters[byte % 32]).join(''))
  await replaceRecoveryCodes(db, personId, codes.map(hashToken))
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'))
}

export const factorHandlers: readonly Handler[] = [
  handlePrepared(
    finishSignIn,
    async ({ input, write, now, from }) => {
      const ticket = await write((db) => countTicketTry(db, hashToken(input.ticket), ticketTriesMost, now))
      return ticket && { ...ticket, tried: await countCodeTry(write, ticket.personId, now, from) }
    },
    async ({ input, db, now, from, prepared }) => {
      if (!prepared) throw ticketOver({})
      const { personId, method: first, tried } = prepared
      const way = await spendCountedCode(db, personId, input.code, now, tried)
      if (!(await spendTicket(db, hashToken(input.ticket), now))) throw ticketOver({})
      return openSession(db, now, { personId, method: way === 'code' ? `${first}_totp` : way, isEnrolling: false, from })
    },
  ),

  handle(getMyFactors, async ({ actor, db, now }) => {
    const facts = await factorsOf(db, actor.personId, await findPolicy(db, now))
    const { totpSince, recoveryCodesLeft } = facts
    return { totpSince, recoveryCodesLeft, isRequired: owesFactor(facts), isLetOff: isLetOff(facts) }
  }),

  handle(beginTotp, async ({ actor, db }) => {
    const secret = newTotpSecret()
    if (!(await keepTotpSecret(db, actor.personId, vault().seal(sealedAs, secret)))) throw totpExists({})
    const credentials = await findCredentials(db, { personId: actor.personId })
    return { secret, ...totpCard(secret, { issuer: kernelWords.productName.en, label: credentials?.loginName ?? '' }) }
  }),

  handlePrepared(
    confirmTotp,
    async ({ actor, write, now, from }) => countCodeTry(write, actor.personId, now, from),
    async ({ input, actor, db, now, prepared }) => {
      const totp = await takeTotp(db, actor.personId)
      if (totp?.isConfirmed) throw totpExists({})
      const step =
        totp && prepared.isLookedAt ? totpStepOf(vault().open(sealedAs, totp.secretSealed), plainCode(input.code), now) : undefined
      if (step === undefined) throw codeWrong({})
      await attemptWasRight(db, prepared.subjects, prepared.policy)
      await updateTotpStep(db, actor.personId, step)
      await confirmTotpRow(db, actor.personId, now)
      await updateEnrolled(db, actor.sessionId)
      const recoveryCodes = await giveRecoveryCodes(db, actor.personId)
      return { recoveryCodes, ...(await renewSession(db, actor.sessionId)) }
    },
  ),

  handlePrepared(
    removeTotp,
    async ({ actor, write, now, from }) => countCodeTry(write, actor.personId, now, from),
    async ({ input, actor, db, now, prepared }) => {
      const facts = await factorsOf(db, actor.personId, prepared.policy)
      if (!facts.hasTotp) throw notFound({ what: 'totp' })
      if (owesFactor(facts) && !facts.hasPasskey) throw factorRequired({})
      await spendCountedCode(db, actor.personId, input.code, now, prepared)
      await deleteTotp(db, actor.personId)
      return renewSession(db, actor.sessionId)
    },
  ),

  handlePrepared(
    renewRecoveryCodes,
    async ({ actor, write, now, from }) => countCodeTry(write, actor.personId, now, from),
    async ({ input, actor, db, now, prepared }) => {
      const { hasTotp } = await findPersonFactors(db, actor.personId)
      if (!hasTotp) throw notFound({ what: 'totp' })
      await spendCountedCode(db, actor.personId, input.code, now, prepared)
      return { recoveryCodes: await giveRecoveryCodes(db, actor.personId) }
    },
  ),
]
