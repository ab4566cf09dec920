import { getOrganisations, requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notPermitted } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { requireDivision } from '../places/places.server.ts'
import type { Instrument } from './catalogue.contract.ts'
import { listInstruments } from './catalogue.sql.ts'
import { type PageMark, readMark, writeMark } from './cursor.rules.ts'
import { answersOf } from './indicator.server.ts'
import { type Fields, matchesOf } from './match.rules.ts'
import { type Demand, demandsOf } from './quantity.rules.ts'
import type { QueryWord } from './query.rules.ts'
import {
  countInstruments,
  cursorWrong,
  type FoundInstrument,
  listInstitutions,
  type Match,
  type SearchFilters,
  type SearchSort,
  searchInstruments,
  type Understanding,
} from './search.contract.ts'
import {
  countByInstitution,
  countByPlace,
  countMatching,
  countMissed,
  listFound,
  listShownPrices,
  type Order,
  type RankedRow,
  type SearchConditions,
  searchByIndex,
  walkColumn,
} from './search.sql.ts'
import { classToken, codeTokensOf, institutionToken, placeToken } from './searchindex.rules.ts'
import { searchIndexWorkers } from './searchindex.server.ts'
import { compactText, quoted } from './token.rules.ts'
import { answerQuery, type Reading } from './understand.server.ts'

// What is counted: beyond it a search is too wide to read anyway, and the answer says so. Ranking by words is dearer than counting.
const countedMost = 2_500
const rankedMost = 1_000
const sortedMost = 10_000

const lookedAtMost = (reading: Reading, demands: readonly Demand[]) =>
  reading.words.length > 0 || demands.length > 0 ? rankedMost : countedMost

/**
 * Which of these instruments can be used: `now`, or at some hour of the next seven days, and from what moment on. Known only to a later
 * slice, which is handed in where the slices are put together.
 */
export type FreeAmong = (
  db: Db,
  instrumentIds: readonly string[],
  when: 'now' | 'this_week',
  now: Date,
) => Promise<ReadonlyMap<string, string>>

const prefixOf = (code: string) => code.replace(/(00)+$/, '')

/** What was asked as conditions on the index; `tokens` of a query also carry the place, class and institution, for one index to find all. */
function conditionsOf(
  filters: SearchFilters,
  { tokens, nameTokens }: Pick<Reading, 'tokens' | 'nameTokens'>,
  demands: readonly Demand[],
): SearchConditions {
  const { institutionId, divisionCode, classCode, hourFenMost, sampleFenMost, isOnRequest } = filters
  const scope = [
    ...(institutionId ? [quoted(institutionToken(institutionId))] : []),
    ...(divisionCode ? [quoted(placeToken(divisionCode))] : []),
    ...(classCode ? [quoted(classToken(classCode))] : []),
  ]
  const columns = {
    ...(institutionId ? { institutionId } : {}),
    ...(divisionCode ? { divisionPrefix: prefixOf(divisionCode) } : {}),
    ...(classCode ? { classPrefix: prefixOf(classCode) } : {}),
  }
  const scoped = (conditions: readonly string[]) => conditions.map((each) => [...scope, each].join(' & '))
  return {
    tokens: scoped(tokens),
    nameTokens: scoped(nameTokens),
    ...(tokens.length === 0 ? columns : {}),
    state: filters.states === 'all' ? 'any' : 'online',
    demands,
    // Where nothing but values is asked for, what says nothing of them is no answer.
    isReachedOnly: demands.length > 0 && tokens.length === 0,
    ...(hourFenMost === undefined ? {} : { hourFenMost }),
    ...(sampleFenMost === undefined ? {} : { sampleFenMost }),
    ...(isOnRequest === undefined ? {} : { isOnRequest: isOnRequest === 'yes' }),
  }
}

/** Drafts and retired instruments are their institution's to see. @throws not_permitted */
async function requireStates(db: Db, filters: SearchFilters, actor: Actor | null): Promise<void> {
  if (filters.states !== 'all') return
  if (!actor || !filters.institutionId) throw notPermitted({ permission: 'catalogue.edit' })
  await requireRightFor(db, actor, 'catalogue.edit', filters.institutionId)
}

const countAsked = (filters: SearchFilters) => Object.values(filters).filter((value) => value !== undefined && value !== '').length

/** The demands in a query; none where a query of values alone finds nothing that reaches them: its words may still stand somewhere. */
async function demandsAnswered(db: Db, filters: SearchFilters): Promise<ReturnType<typeof demandsOf>> {
  const read = demandsOf(filters.query)
  if (read.demands.length === 0 || read.rest !== '') return read
  const conditions = conditionsOf(filters, { tokens: [], nameTokens: [] }, read.demands)
  return (await countMatching(db, conditions, 1)) > 0 ? read : { demands: [], rest: filters.query }
}

/** Reads the query and answers it with `look`, told the conditions of each reading. */
async function answerWith<T extends { total: number }>(
  db: Db,
  filters: SearchFilters,
  now: Date,
  look: (conditions: SearchConditions, reading: Reading) => Promise<T>,
): Promise<{ reading: Reading; answer: T; demands: readonly Demand[] }> {
  const { institutionId, divisionCode, states } = filters
  const { demands, rest: query } = await demandsAnswered(db, filters)
  if (divisionCode) await requireDivision(db, divisionCode)
  if (query !== '') await searchByIndex(db)
  const ground: SearchFilters = { query, states, ...(states === 'all' && institutionId ? { institutionId } : {}) }
  const answered = await answerQuery(
    db,
    { query, today: dayOf(now), isFiltered: demands.length > 0 || countAsked(filters) > countAsked(ground) },
    (reading) => look(conditionsOf(filters, reading, demands), reading),
    async (reading) => (await countMatching(db, conditionsOf(ground, reading, []), 1)) > 0,
  )
  return { ...answered, demands }
}

type PageAsked = { sort: SearchSort; after: PageMark | null; limit: number }

async function pageOf(
  db: Db,
  conditions: SearchConditions,
  reading: Reading,
  asked: PageAsked,
): Promise<{ rows: RankedRow[]; total: number }> {
  const { sort, after, limit } = asked
  const { ranking } = reading
  const column = sort === 'relevance' ? 'name' : sort
  const isRanked = ranking.by !== 'nothing' || conditions.demands.length > 0
  const order: Order = sort === 'relevance' && isRanked ? { by: 'ranking', ranking } : { by: column }
  // Names of what was found lie together, perhaps far down the index: sorting a good many is less work than walking there.
  const byColumnMost = order.by === 'name' && conditions.tokens.length > 0 ? sortedMost : countedMost
  const most = order.by === 'ranking' ? rankedMost : byColumnMost
  const { rows, total } = await listFound(db, conditions, order, { after, limit, lookedAtMost: most + 1 })
  if (order.by === 'ranking' || total <= most) return { rows, total }
  return { rows: await walkColumn(db, conditions, column, { after, limit }), total }
}

/** Keeps a page to what is free: all that was ranked is asked about, so that the total and the page are true. */
function freePage(found: { rows: RankedRow[]; total: number }, free: ReadonlyMap<string, string>, asked: PageAsked, most: number) {
  const kept = found.rows.filter((row) => free.has(row.id))
  const start = asked.after ? kept.findIndex((row) => row.id === asked.after?.id) + 1 : 0
  return { rows: kept.slice(start, start + asked.limit), total: found.total > most ? found.total : kept.length }
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

/** Where a demand stands in so many words: 600MHz in a name or a model. */
function namedBy({ text, word }: Demand, { nameZh, nameEn, model }: Instrument): Match[] {
  const fields = [['name', `${nameZh} ${nameEn}`] as const, ['model', model] as const]
  return fields
    .filter(([, told]) => compactText(told).includes(word))
    .map(([field]) => ({ typed: text, field, term: text, synonymSource: null }))
}

/** The facts of what was found, in the order it was found in, each with why. */
async function shown(
  db: Db,
  rows: readonly RankedRow[],
  words: readonly QueryWord[],
  free: ReadonlyMap<string, string>,
  demands: readonly Demand[],
): Promise<FoundInstrument[]> {
  const ids = rows.map((row) => row.id)
  const [found, shownPrices, answers] = await Promise.all([listInstruments(db, ids), listShownPrices(db, ids), answersOf(db, ids, demands)])
  const instruments = new Map(found.map((instrument) => [instrument.id, instrument]))
  const prices = new Map(shownPrices.map((price) => [price.id, price]))
  const institutionIds = [...new Set([...instruments.values()].map((instrument) => instrument.institutionId))]
  const institutions = new Map((await getOrganisations(db, institutionIds)).map((institution) => [institution.id, institution]))
  return ids.flatMap((id) => {
    const instrument = instruments.get(id)
    if (!instrument) return []
    const institution = institutions.get(instrument.institutionId)
    const price = prices.get(id)
    const matches = [
      ...matchesOf(words, fieldsOf(instrument), new Set(codeTokensOf(instrument))),
      ...demands.flatMap((demand) => namedBy(demand, instrument)),
    ]
    return {
      ...instrument,
      institutionNameZh: institution?.nameZh ?? '',
      institutionNameEn: institution?.nameEn ?? '',
      hourFen: price?.hourFen ?? null,
      sampleFen: price?.sampleFen ?? null,
      isOnRequest: price?.isOnRequest ?? true,
      freeAt: free.get(id) ?? null,
      matches,
      answers: answers.get(id) ?? [],
    }
  })
}

/** How a query was understood, its demands among it. */
function understandingOf(reading: Reading, demands: readonly Demand[]): Understanding {
  return { ...reading.understanding, demands: demands.map(({ text, quantities }) => ({ text, quantities: [...quantities] })) }
}

const institutions = handle(listInstitutions, async ({ db }) => {
  const counts = new Map((await countByInstitution(db)).map((row) => [row.id, row.count]))
  const organisations = await getOrganisations(db, [...counts.keys()])
  return { items: organisations.map((organisation) => ({ ...organisation, instrumentCount: counts.get(organisation.id) ?? 0 })) }
})

/** Search over the catalogue; `freeAmong` answers the question that only a later slice can. */
export function searchSlice({ freeAmong }: { freeAmong: FreeAmong }): Slice {
  return {
    workers: searchIndexWorkers,
    handlers: [
      handle(searchInstruments, async ({ input, actor, db, now }) => {
        const after = input.cursor === undefined ? null : readMark(input.cursor)
        if (after === undefined) throw cursorWrong({})
        await requireStates(db, input, actor)
        const asked = { sort: input.sort, after, limit: input.limit + 1 }
        const { free, sort: _sort, cursor: _cursor, limit: _limit, ...filters } = input
        let freeFrom: ReadonlyMap<string, string> = new Map()
        let leftOut = 0
        const { reading, answer, demands } = await answerWith(
          db,
          { ...filters, ...(free ? { free } : {}) },
          now,
          async (conditions, read) => {
            leftOut = after === null ? await countMissed(db, conditions, countedMost) : 0
            if (!free) return pageOf(db, conditions, read, asked)
            const most = lookedAtMost(read, conditions.demands)
            const found = await pageOf(db, conditions, read, { ...asked, after: null, limit: most })
            const ids = found.rows.map((row) => row.id)
            freeFrom = await freeAmong(db, ids, free, now)
            return freePage(found, freeFrom, asked, most)
          },
        )
        const { rows, total } = answer
        const most = lookedAtMost(reading, demands)
        const page = rows.slice(0, input.limit)
        return {
          items: await shown(db, page, reading.words, freeFrom, demands),
          total: Math.min(total, most),
          isTotalExact: total <= most,
          understanding: understandingOf(reading, demands),
          leftOut,
          nextCursor: rows.length > input.limit ? writeMark(page.at(-1)!) : null,
        }
      }),

      handle(countInstruments, async ({ input, actor, db, now }) => {
        await requireStates(db, input, actor)
        const { answer: counted } = await answerWith(db, input, now, (conditions, { ranking }) =>
          countByPlace(db, conditions, ranking, conditions.tokens.length === 0 ? null : countedMost + 1),
        )
        const names = await getOrganisations(
          db,
          counted.institutions.map(([id]) => id),
        )
        const byId = new Map(names.map((organisation) => [organisation.id, organisation]))
        return {
          total: counted.total,
          isTotalExact: input.query === '' || counted.total <= countedMost,
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

      institutions,
    ],
  }
}
