// A person's rights over what is held of them: to have it all, and to have it erased but for what a law orders to keep.
import type { Db } from '../kernel/db.ts'
import { eraseHolding, type Holding, readHolding } from '../kernel/holding.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import {
  decideErasure,
  erasureAnswerMissing,
  exportMyData,
  listErasureRequests,
  ownErasure,
  requestErasure,
  withdrawErasure,
} from './erasure.contract.ts'
import {
  closeErased,
  decideErasureRequest,
  insertErasureRequest,
  listOpenErasures,
  takeErasureRequest,
  withdrawErasureRequest,
} from './erasure.sql.ts'
import { erasureWords as words } from './erasure.words.ts'
import { listPurposeRows } from './purpose.sql.ts'

export const erasurePurposes = { reason: 'erasure.reason', answer: 'erasure.answer' } as const

const sealedOrNull = (purpose: string, text: string | undefined) => (text ? vault().seal(purpose, text) : null)

/** What an erasure leaves, by the register. */
async function keptOf(db: Db) {
  const purposes = await listPurposeRows(db)
  return purposes.filter((purpose) => purpose.isKeptByLaw).map(({ name, basis, keepMonths }) => ({ name, basis, keepMonths }))
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
          await closeErased(db, request.personId)
          for (const holding of holdings) await eraseHolding(db, holding, request.personId)
        }
        return { kept: await keptOf(db) }
      }),
    ],
  }
}
