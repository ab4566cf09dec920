import { mayFor } from '../identity/grant.rules.ts'
import { getOrganisation } from '../identity/identity.server.ts'
import { identityWords } from '../identity/identity.words.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { dayOf } from '../kernel/time.ts'
import { findWatermark } from '../kernel/watermark.ts'
import type { Word } from '../kernel/word.ts'
import { isWithin, prefixOf } from '../places/places.rules.ts'
import { divisionsOn, requireDivision } from '../places/places.server.ts'
import type { FigureDimension } from './figure.contract.ts'
import {
  asOfTooLate,
  noSuchDimension,
  noSuchVersion,
  partsNotPublished,
  periodToCome,
  periodWrong,
  wholeProvinceOnly,
  wholeYearOnly,
  yearEndOnly,
} from './figure.contract.ts'
import {
  type FigureAsked,
  type FigureCell,
  type FigureDeclaration,
  type FigurePeriod,
  isToCome,
  isWholeYear,
  lastDayOf,
  momentAsked,
  momentPublished,
  periodAsked,
  versionAsked,
} from './figure.rules.ts'
import { figuresWords as words } from './figures.words.ts'
import { listOrganisationIdsWithin, listOrganisationNames, type OrganisationName } from './scope.sql.ts'
import { isTooSmall, suppressedKeys, wholeKey, withheldKeys } from './small.rules.ts'
import type { ComputedSource, FigureQuestion, FigureSource } from './source.server.ts'

export type Sources = ReadonlyMap<string, FigureSource>
export type Asked = FigureAsked & {
  institutionId?: string | undefined
  divisionCode?: string | undefined
  procedure?: string | undefined
  version?: string | undefined
  by?: FigureDimension | undefined
}
/** A moment that is safe to ask as of, found before the snapshot it is used in was taken. */
export type Moment = { asOf: string; latestAt: string }

/**
 * The moment a reader asks for, checked against the watermark. To be called before the reading transaction opens: a transaction that
 * ends between the watermark and the snapshot would be neither open nor seen. Who does not see the scope whole asks by whole days.
 * @throws as_of_too_late
 */
export async function findMoment(
  read: <T>(body: (db: Db) => Promise<T>) => Promise<T>,
  { asOf, institutionId, divisionCode }: Pick<Asked, 'institutionId' | 'divisionCode'> & { asOf?: string | undefined },
  reader: FigureReader,
): Promise<Moment> {
  const latestAt = await read(findWatermark)
  const moment = (reader.seesScope(institutionId, divisionCode) ? momentAsked : momentPublished)(asOf, latestAt)
  if (!moment) throw asOfTooLate({ latestAt })
  return { asOf: moment, latestAt }
}

/** Turns what was asked into what sources are asked. @throws not_found, no_such_division, period_wrong, period_to_come, no_such_version, no_such_dimension */
export async function questionOf(
  db: Db,
  figure: FigureDeclaration,
  asked: Asked,
  moment: Moment,
  now: Date,
): Promise<FigureQuestion & { institution: OrganisationName | null }> {
  const period = periodAsked(figure.nature, asked, dayOf(now))
  if (!period) throw periodWrong({})
  requireBegun(period, now)
  const version = versionAsked(figure, asked.version, lastDayOf(period))
  if (!version) throw noSuchVersion({ version: asked.version ?? '' })
  if (asked.by && !figure.dimensions.includes(asked.by)) throw noSuchDimension({ dimension: asked.by })
  if (asked.procedure && !figure.dimensions.includes('procedure')) throw noSuchDimension({ dimension: 'procedure' })
  const { institution, scopeIds } = await scopeOf(db, asked, moment.asOf)
  const { divisionCode = null, procedure = null } = asked
  return { version: version.id, period, scopeIds, asOf: moment.asOf, by: asked.by ?? null, divisionCode, procedure, institution }
}

/** @throws period_to_come */
export function requireBegun(period: FigurePeriod, now: Date): void {
  const today = dayOf(now)
  if (isToCome(period, today)) throw periodToCome({ today })
}

/** The institutions a question is about: one, those of a division, or all when null. @throws not_found, no_such_division */
export async function scopeOf(
  db: Db,
  asked: Asked,
  asOf: string,
): Promise<{ institution: OrganisationName | null; scopeIds: readonly string[] | null }> {
  if (asked.institutionId && !(await getOrganisation(db, asked.institutionId))) throw notFound({ what: 'organisation' })
  if (asked.divisionCode) await requireDivision(db, asked.divisionCode)
  const [institution = null] = asked.institutionId ? await listOrganisationNames(db, [asked.institutionId], asOf) : []
  const within = asked.divisionCode && (await listOrganisationIdsWithin(db, prefixOf(asked.divisionCode), asOf))
  return { institution, scopeIds: asked.institutionId ? [asked.institutionId] : within || null }
}

/** Organisations as they were called on a moment, with their places. */
export function organisationNames(db: Db, ids: readonly string[], asOf: string): Promise<OrganisationName[]> {
  return listOrganisationNames(db, ids, asOf)
}

/** Who reads, as far as figures care. */
export type FigureReader = {
  sees(institutionId: string | null, divisionCode: string | null): boolean
  /** Sees every cell of a scope: the province its division, an institution itself. */
  seesScope(institutionId: string | undefined, divisionCode: string | undefined): boolean
  customerId: string | null
}

const province = '220000'

/** Public readers see no customer and no small cell; an institution its own; who may read rows of a division, what lies in it. */
export function readerOf(actor: Actor | null): FigureReader {
  const grants = actor?.grants.filter((grant) => grant.permissions.has('figures.rows') && grant.instrumentGroupId === null) ?? []
  const sees = (institutionId: string | null, divisionCode: string | null) =>
    institutionId !== null && mayFor({ grants }, 'figures.rows', { organisationId: institutionId, divisionCode: divisionCode ?? province })
  return {
    sees,
    seesScope: (institutionId, divisionCode) =>
      grants.some((grant) => grant.divisionCode !== null && isWithin(divisionCode ?? province, grant.divisionCode)) ||
      (institutionId !== undefined && grants.some((grant) => grant.organisationId === institutionId)),
    customerId: actor?.organisationId ?? null,
  }
}

/** Whether a reader is given a figure as it is published: what tells of customers, to whoever does not see all of its scope. */
export function isAsPublished(figure: FigureDeclaration, { institutionId, divisionCode }: Asked, reader: FigureReader): boolean {
  return isAboutFew(figure) && !reader.seesScope(institutionId, divisionCode)
}

/** Whether a figure tells of customers or of cases, so that small cells of it are not published. */
export const isAboutFew = ({ isAboutCustomers, isAboutCases }: FigureDeclaration) => isAboutCustomers || isAboutCases === true

/** Parts by whole bodies that answer for themselves; the withheld ones are the same whoever asks, and about what. */
const ofInstitutions: readonly FigureDimension[] = ['institution', 'prefecture', 'institutionKind']

/**
 * Refuses a question whose answer, taken from another's, would tell of one or two customers. Published are whole calendar years, which
 * have nothing in common; and for the province alone their parts by month, kind and place of customer, for with those of an institution
 * they would make a table in which what is withheld can be worked out. Of cases the province alone is published, one dimension at a time.
 * @throws whole_year_only, year_end_only, whole_province_only, parts_not_published
 */
export function requirePublished(figure: FigureDeclaration, period: FigurePeriod, asked: Asked, reader: FigureReader, today: string): void {
  if (!isAsPublished(figure, asked, reader)) return
  const year = Number(lastDayOf(period).slice(0, 4))
  if (figure.nature !== 'stock' && !isWholeYear(period)) throw wholeYearOnly({ year })
  if (figure.isAboutCases && period.on !== null && period.on !== today && !period.on.endsWith('-12-31')) throw yearEndOnly({ year })
  if (figure.isAboutCases && !isOfProvince(asked)) throw wholeProvinceOnly({})
  if (asked.by && !isPublishedBy(figure, asked, asked.by)) throw partsNotPublished({})
}

const isOfProvince = ({ institutionId, divisionCode }: Asked) =>
  institutionId === undefined && (divisionCode === undefined || divisionCode === province)

/** Whether the parts of a published number by a dimension are published too. */
function isPublishedBy(figure: FigureDeclaration, asked: Asked, by: FigureDimension): boolean {
  if (figure.isAboutCases) return !figure.isConfidential && asked.procedure === undefined && by !== 'county'
  return isOfProvince(asked) || ofInstitutions.includes(by)
}

/** The dimensions that are left for a reader to take an answer apart by. */
export function dimensionsOpen(figure: FigureDeclaration, asked: Asked, reader: FigureReader): readonly FigureDimension[] {
  if (!isAsPublished(figure, asked, reader)) return figure.dimensions
  return figure.dimensions.filter((by) => isPublishedBy(figure, asked, by))
}

/** Who reads a figure of a source: where that tells by itself who sees a scope whole, by what it tells. */
export function readerFor(source: ComputedSource, actor: Actor | null, asked: Asked): FigureReader {
  const reader = readerOf(actor)
  if (!source.seesAll) return reader
  const sees = actor !== null && source.seesAll(actor, asked)
  return { ...reader, seesScope: () => sees }
}

export type CutCells = { whole: FigureCell; isWholeSuppressed: boolean; parts: FigureCell[]; suppressed: ReadonlySet<string> }

const nothingWithheld: ReadonlySet<string> = new Set()

/**
 * What of each figure is withheld from a reader, over the whole province, so that every page and every question agrees.
 * @param figures each with its cells by institution, of all institutions @returns the keys withheld, figure by figure
 */
export async function withheldFromEach(
  db: Db,
  figures: readonly { figure: FigureDeclaration; cells: readonly FigureCell[] }[],
  reader: FigureReader,
  asOf: string,
): Promise<ReadonlySet<string>[]> {
  const seesAll = reader.seesScope(undefined, undefined)
  const own = figures.map(({ figure, cells }) => (figure.isAboutCustomers && !seesAll ? cells.filter((cell) => cell.key !== 'all') : null))
  const ids = [...new Set(own.flatMap((cells) => cells?.map((cell) => cell.key) ?? []))]
  const names = new Map(ids.length === 0 ? [] : (await listOrganisationNames(db, ids, asOf)).map((each) => [each.id, each]))
  const withPlace = (cell: FigureCell) => {
    const { divisionCode = null, kind = '' } = names.get(cell.key) ?? {}
    return { ...cell, divisionCode, kind, isOwn: reader.sees(cell.key, divisionCode) }
  }
  return own.map((cells) => (cells ? withheldKeys(cells.map(withPlace)) : nothingWithheld))
}

/** As withheldFromEach, of one figure. */
export async function withheldFrom(
  db: Db,
  figure: FigureDeclaration,
  cells: readonly FigureCell[],
  reader: FigureReader,
  asOf: string,
): Promise<ReadonlySet<string>> {
  const [keys] = await withheldFromEach(db, [{ figure, cells }], reader, asOf)
  return keys!
}

/** The cells a reader may see: what tells of fewer than three customers, or would let such a number be worked out, is marked. */
export function cutCells(
  figure: FigureDeclaration,
  cells: readonly FigureCell[],
  by: FigureDimension | null,
  asked: Asked,
  reader: FigureReader,
  withheld: ReadonlySet<string>,
): CutCells {
  const { institutionId, divisionCode } = asked
  const whole = cells.find((cell) => cell.key === 'all') ?? { key: 'all', amount: 0, rowCount: 0, customerCount: 0 }
  const parts = cells.filter((cell) => cell.key !== 'all')
  if (!isAsPublished(figure, asked, reader)) return { whole, isWholeSuppressed: false, parts, suppressed: nothingWithheld }
  const scope = institutionId ?? (divisionCode === province ? undefined : divisionCode)
  const isWholeSuppressed = isTooSmall(whole) || withheld.has(scope ?? wholeKey)
  const isProvince = !figure.isAboutCases && scope === undefined && (by === 'prefecture' || by === 'institutionKind')
  const suppressed =
    by === 'institution' || isProvince ? withheld : isWholeSuppressed ? new Set(parts.map((part) => part.key)) : suppressedKeys(parts)
  return { whole, isWholeSuppressed, parts, suppressed: new Set(parts.map((part) => part.key).filter((key) => suppressed.has(key))) }
}

/** A ratio is withheld wherever either of the two it divides is: from the other and the ratio one would have it. */
export function cutRatio(ratio: Pick<CutCells, 'whole' | 'parts'>, sides: readonly CutCells[]): CutCells {
  return {
    ...ratio,
    isWholeSuppressed: sides.some((side) => side.isWholeSuppressed),
    suppressed: new Set(sides.flatMap((side) => [...side.suppressed])),
  }
}

const customerKinds: Record<string, Word> = { firm: words.customerFirm, other: words.customerOther, unknown: words.customerUnknown }

/** What the parts of a dimension are called, as known on a moment. */
export async function labelsOf(
  db: Db,
  source: ComputedSource,
  { by, asOf }: Pick<FigureQuestion, 'by' | 'asOf'>,
  keys: readonly string[],
): Promise<Map<string, Word>> {
  const plain = new Map<string, Word>(keys.map((key) => [key, { zh: key, en: key }]))
  if (by === 'customerKind') for (const key of keys) plain.set(key, customerKinds[key] ?? plain.get(key)!)
  if (by === 'institutionKind')
    for (const key of keys) plain.set(key, identityWords[`kind_${key}` as keyof typeof identityWords] ?? words.unknownPlace)
  if (by === 'institution')
    for (const { id, nameZh, nameEn } of await listOrganisationNames(db, keys, asOf)) plain.set(id, { zh: nameZh, en: nameEn || nameZh })
  if (by === 'prefecture' || by === 'customerCounty' || by === 'county') {
    for (const division of await divisionsOn(db, dayOf(asOf))) plain.set(division.code, { zh: division.nameZh, en: division.nameEn })
    plain.set('', words.unknownPlace)
  }
  const more = by && source.labels ? await source.labels(db, by, keys) : new Map<string, Word>()
  return new Map([...plain, ...more])
}
