// A person's rights over what is held of them: to have it all, and to have it erased but for what a law orders to keep.
import type { Db } from '../kernel/db.ts'
import { eraseHolding, type Holding, readHolding } from '../kernel/holding.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { say } from '../kernel/word.ts'
import { verifiedEmailOf } from './email.server.ts'
import {
  decideErasure,
  erasureAnswerMissing,
  erasureRefused,
  exportMyData,
  getMyErasure,
  listErasureRequests,
  ownErasure,
  requestErasure,
  withdrawErasure,
} from './erasure.contract.ts'
import {
  closeErased,
  countOpenErasures,
  decideErasureRequest,
  findLatestErasure,
  insertErasureRequest,
  listOpenErasures,
  takeErasureRequest,
  withdrawErasureRequest,
} from './erasure.sql.ts'
import { erasureWords as words } from './erasure.words.ts'
import { sendLetter } from './link.server.ts'
import { holdAgain } from './minor.server.ts'
import { listWardRows } from './minor.sql.ts'
import { notify } from './notice.server.ts'
import { findCredentials } from './password.sql.ts'
import { listPurposeRows } from './purpose.sql.ts'

export const erasurePurposes = { reason: 'erasure.reason', answer: 'erasure.answer' } as const

const sealedOrNull = (purpose: string, text: string | undefined) => (text ? vault().seal(purpose, text) : null)

/** What an erasure leaves, by the register. */
async function keptOf(db: Db) {
  const purposes = await listPurposeRows(db)
  return purposes.filter((purpose) => purpose.isKeptByLaw).map(({ name, basis, keepMonths }) => ({ name, basis, keepMonths }))
}

/** How many requests wait to be decided. */
export function waitingErasures(db: Db): Promise<number> {
  return countOpenErasures(db)
}

/** The last letter, to the address the person had verified: written before the address goes. */
async function tellErased(db: Db, personId: string, answer: string | undefined): Promise<void> {
  const [to, account, kept] = [await verifiedEmailOf(db, personId), await findCredentials(db, { personId }), await keptOf(db)]
  if (!to || !account) return
  const inLanguage = (language: 'zh' | 'en') => ({
    note: answer ? say(words.erasedNote, language, { answer }) : '',
    kept: kept
      .map(({ name, basis, keepMonths }) =>
        say(words.erasedKept, language, { name: name[language], basis: basis[language], months: keepMonths ?? 0 }),
      )
      .join('\n'),
  })
  const [zh, en] = [inLanguage('zh'), inLanguage('en')]
  const params = { loginName: account.loginName, note: { zh: zh.note, en: en.note }, kept: { zh: zh.kept, en: en.kept } }
  await sendLetter(db, { to, subject: words.erasedSubject, text: words.erasedText, params })
}

/** Erases all that may go of a person, and lets rest the accounts they consented to as a guardian. */
async function erase(db: Db, holdings: readonly Holding[], personId: string): Promise<void> {
  for (const ward of await listWardRows(db, personId)) if (ward.consentId) await holdAgain(db, ward.personId)
  await closeErased(db, personId)
  for (const holding of holdings) await eraseHolding(db, holding, personId)
}

async function* asJson(db: Db, holdings: readonly Holding[], personId: string, now: Date, language: 'zh' | 'en'): AsyncGenerator<string> {
  yield `{"takenAt":${JSON.stringify(isoOf(now))},"personId":"${personId}","holdings":[`
  for (const [at, holding] of holdings.entries()) {
    const rows = await readHolding(db, holding, personId)
    const { title, table, onErasure } = holding
    const told = { title: title[language], table, keptFor: onErasure === 'delete' ? null : onErasure.keptFor, rows }
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(told)}`
  }
  yield '\n]}\n'
}

/** The slice of a person's rights: it needs what every slice holds about people. */
export function erasureSlice({ holdings }: { holdings: readonly Holding[] }): Slice {
  return {
    handlers: [
      handle(exportMyData, async ({ input, actor, db, now }) => {
        const chunks = asJson(db, holdings, actor.personId, now, input.language)
        return { mediaType: 'application/json; charset=utf-8', fileName: `${words.fileName[input.language]}.json`, chunks }
      }),

      handle(getMyErasure, async ({ actor, db }) => {
        const found = await findLatestErasure(db, actor.personId)
        if (!found) return { request: null, kept: await keptOf(db) }
        const { answerSealed, ...request } = found
        const answer = answerSealed === null ? null : vault().open(erasurePurposes.answer, answerSealed)
        return { request: { ...request, answer }, kept: await keptOf(db) }
      }),

      handle(requestErasure, async ({ input, actor, db }) => {
        const id = await insertErasureRequest(db, actor.personId, sealedOrNull(erasurePurposes.reason, input.reason))
        return { id, kept: await keptOf(db) }
      }),

      handle(withdrawErasure, async ({ actor, db }) => {
        if (!(await withdrawErasureRequest(db, actor.personId))) throw notFound({ what: 'erasure_request' })
        return {}
      }),

      handle(listErasureRequests, async ({ input, db }) => {
        const rows = await listOpenErasures(db, input.cursor, input.limit + 1)
        const items = rows.slice(0, input.limit).map(({ reasonSealed, ...row }) => {
          return { ...row, reason: reasonSealed === null ? null : vault().open(erasurePurposes.reason, reasonSealed) }
        })
        return { items, nextCursor: rows.length > input.limit ? items.at(-1)!.id : null }
      }),

      handle(decideErasure, async ({ input, actor, db }) => {
        const request = await takeErasureRequest(db, input.id)
        if (!request) throw notFound({ what: 'erasure_request' })
        if (request.personId === actor.personId) throw ownErasure({})
        if (input.decision === 'refuse' && !input.answer) throw erasureAnswerMissing({})
        const answer = sealedOrNull(erasurePurposes.answer, input.answer)
        await decideErasureRequest(db, input.id, input.decision === 'erase' ? 'erased' : 'refused', actor.personId, answer)
        if (input.decision === 'erase') {
          await tellErased(db, request.personId, input.answer)
          await erase(db, holdings, request.personId)
        } else await notify(db, { personIds: [request.personId] }, { kind: erasureRefused, params: {}, link: '/my/data' })
        return { kept: await keptOf(db) }
      }),
    ],
  }
}
