import { getOrganisations, requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notPermitted } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import type { Instrument } from './catalogue.contract.ts'
import { listInstruments } from './catalogue.sql.ts'
import { type PageMark, readMark, writeMark } from './cursor.rules.ts'
import { type Fields, matchesOf } from './match.rules.ts'
import type { QueryWord } from './query.rules.ts'
import {
  countInstruments,
  cursorWrong,
  type FoundInstrument,
  listInstitutions,
  type SearchFilters,
  type SearchSort,
  searchInstruments,
} from './search.contract.ts'
import {
  countByInstitution,
  countByPlace,
  countMatching,
  listByColumn,
  listByRelevance,
  listShownPrices,
  type RankedRow,
  type SearchConditions,
} from './search.sql.ts'
import { classToken, codeTokensOf, institutionToken, placeToken, stateToken } from './searchindex.rules.ts'
import { searchIndexWorkers } from './searchindex.server.ts'
import { quoted } from './token.rules.ts'
import { type Understood, understand } from './understand.server.ts'

const totalMost = 10_000
const countedMost = 50_000
const shared = quoted(stateToken('online'))

/**
 * Which of these instruments can be used: `now`, or at some hour of the next seven days. Known only to a later slice, which is handed
 * in where the slices are put together.
 */
export type FreeAmong = (db: Db, instrumentIds: readonly string[], when: 'now' | 'this_week', now: Date) => Promise<ReadonlySet<string>>

type Plan = Understood & { conditions: SearchConditions }

/** Turns what was asked into conditions on the index. @throws not_permitted for drafts of an institution that is not the actor's. */
async function planOf(db: Db, filters: SearchFilters, actor: Actor | null, now: Date): Promise<Plan> {
  const { institutionId, divisionCode, classCode } = filters
  if (filters.states === 'all') {
    if (!actor || !institutionId) throw notPermitted({ permission: 'catalogue.edit' })
    await requireRightFor(db, actor, 'catalogue.edit', institutionId)
  }
  const text = filters.states === 'all' ? quoted(institutionToken(institutionId ?? '')) : shared
  const scope = [
    text,
    ...(institutionId ? [quoted(institutionToken(institutionId))] : []),
    ...(divisionCode ? [quoted(placeToken(divisionCode))] : []),
    ...(classCode ? [quoted(classToken(classCode))] : []),
  ]
  const understood = await understand(db, filters.query, scope.join(' & '), text, dayOf(now))
  const conditions: SearchConditions = {
    tokens: understood.condition,
    ...(filters.hourFenMost === undefined ? {} : { hourFenMost: filters.hourFenMost }),
    ...(filters.sampleFenMost === undefined ? {} : { sampleFenMost: filters.sampleFenMost }),
    ...(filters.isOnRequest === undefined ? {} : { isOnRequest: filters.isOnRequest === 'yes' }),
  }
  return { ...understood, conditions }
}

type PageAsked = { sort: SearchSort; after: PageMark | null; limit: number }

async function pageOf(db: Db, plan: Plan, { sort, after, limit }: PageAsked): Promise<{ rows: RankedRow[]; total: number }> {
  if (sort === 'relevance' && plan.ranking.by !== 'nothing')
    return listByRelevance(db, plan.conditions, plan.ranking, { after, limit, countMost: totalMost + 1 })
  const rows = await listByColumn(db, plan.conditions, sort === 'relevance' ? 'name' : sort, { after, limit })
  return { rows, total: await countMatching(db, plan.conditions, totalMost + 1) }
}

/** As pageOf, kept to those that are free: the whole ranking is looked at, so that the total and the page are true. */
async function freePageOf(db: Db, plan: Plan, asked: PageAsked, areFree: (ids: string[]) => Promise<ReadonlySet<string>>) {
  const { rows } = await pageOf(db, plan, { ...asked, after: null, limit: totalMost })
  const free = await areFree(rows.map((row) => row.id))
  const kept = rows.filter((row) => free.has(row.id))
  const start = asked.after ? kept.findIndex((row) => row.id === asked.after?.id) + 1 : 0
  return { rows: kept.slice(start, start + asked.limit), total: kept.length }
}

function fieldsOf(instrument: Instrument): Fields {
  return [
    ['name', `${instrument.nameZh} ${instrument.nameEn}`],
    ['model', instrument.model],
    ['number', instrument.innerCode],
    ['maker', instrument.manufacturer],
    ['function', instrument.functionText],
    ['technical', instrument.technicalText],
    ['service', instrument.serviceText],
    ['standards', instrument.standards],
    ['place', `${instrument.place} ${instrument.country}`],
  ]
}

/** The facts of what was found, in the order it was found in, each with why. */
async function shown(db: Db, rows: readonly RankedRow[], words: readonly QueryWord[]): Promise<FoundInstrument[]> {
  const ids = rows.map((row) => row.id)
  const instruments = new Map((await listInstruments(db, ids)).map((instrument) => [instrument.id, instrument]))
  const prices = new Map((await listShownPrices(db, ids)).map((price) => [price.id, price]))
  const institutionIds = [...new Set([...instruments.values()].map((instrument) => instrument.institutionId))]
  const institutions = new Map((await getOrganisations(db, institutionIds)).map((institution) => [institution.id, institution]))
  return ids.flatMap((id) => {
    const instrument = instruments.get(id)
    if (!instrument) return []
    const institution = institutions.get(instrument.institutionId)
    const price = prices.get(id)
    const matches = matchesOf(words, fieldsOf(instrument), new Set(codeTokensOf(instrument)))
    return {
      ...instrument,
      institutionNameZh: institution?.nameZh ?? '',
      institutionNameEn: institution?.nameEn ?? '',
      hourFen: price?.hourFen ?? null,
      sampleFen: price?.sampleFen ?? null,
      isOnRequest: price?.isOnRequest ?? true,
      matches,
    }
  })
}

/** Search over the catalogue; `freeAmong` answers the question that only a later slice can. */
export function searchSlice({ freeAmong }: { freeAmong: FreeAmong }): Slice {
  return {
    workers: searchIndexWorkers,
    handlers: [
      handle(searchInstruments, async ({ input, actor, db, now }) => {
        const after = input.cursor === undefined ? null : readMark(input.cursor)
        if (after === undefined) throw cursorWrong({})
        const plan = await planOf(db, input, actor, now)
        const asked = { sort: input.sort, after, limit: input.limit + 1 }
        const { free } = input
        const { rows, total } = free
          ? await freePageOf(db, plan, asked, async (ids) => freeAmong(db, ids, free, now))
          : await pageOf(db, plan, asked)
        const page = rows.slice(0, input.limit)
        return {
          items: await shown(db, page, plan.words),
          total: Math.min(total, totalMost),
          isTotalExact: total <= totalMost,
          understanding: plan.understanding,
          nextCursor: rows.length > input.limit ? writeMark(page.at(-1)!) : null,
        }
      }),

      handle(countInstruments, async ({ input, actor, db, now }) => {
        const plan = await planOf(db, input, actor, now)
        const counted = await countByPlace(db, plan.conditions, plan.ranking, countedMost + 1)
        const names = await getOrganisations(
          db,
          counted.institutions.map(([id]) => id),
        )
        const byId = new Map(names.map((organisation) => [organisation.id, organisation]))
        return {
          total: Math.min(counted.total, countedMost),
          isTotalExact: counted.total <= countedMost,
          classes: counted.classes.map(([code, count]) => ({ code, count })),
          divisions: counted.divisions.map(([code, count]) => ({ code, count })),
          institutions: counted.institutions.map(([id, count]) => ({
            id,
            nameZh: byId.get(id)?.nameZh ?? '',
            nameEn: byId.get(id)?.nameEn ?? '',
            count,
          })),
        }
      }),

      handle(listInstitutions, async ({ db }) => {
        const counts = new Map((await countByInstitution(db, shared)).map((row) => [row.id, row.count]))
        const organisations = await getOrganisations(db, [...counts.keys()])
        return { items: organisations.map((organisation) => ({ ...organisation, instrumentCount: counts.get(organisation.id) ?? 0 })) }
      }),
    ],
  }
}
