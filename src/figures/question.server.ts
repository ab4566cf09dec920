import { mayFor } from '../identity/grant.rules.ts'
import { getOrganisation } from '../identity/identity.server.ts'
import { identityWords } from '../identity/identity.words.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { dayOf } from '../kernel/time.ts'
import type { Word } from '../kernel/word.ts'
import { isWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import type { FigureDimension } from './figure.contract.ts'
import { asOfTooLate, noSuchDimension, noSuchVersion, periodWrong } from './figure.contract.ts'
import {
  type FigureAsked,
  type FigureCell,
  type FigureDeclaration,
  isTooSmall,
  lastDayOf,
  momentAsked,
  periodAsked,
  suppressedKeys,
  versionAsked,
} from './figure.rules.ts'
import { figuresWords as words } from './figures.words.ts'
import { findWatermark } from './rollup.sql.ts'
import { listOrganisationIdsWithin, listOrganisationNames, type OrganisationName } from './scope.sql.ts'
import type { ComputedSource, FigureQuestion, FigureSource } from './source.server.ts'

export type Sources = ReadonlyMap<string, FigureSource>
export type Asked = FigureAsked & {
  institutionId?: string | undefined
  divisionCode?: string | undefined
  version?: string | undefined
  by?: FigureDimension | undefined
}
/** A moment that is safe to ask as of, found before the snapshot it is used in was taken. */
export type Moment = { asOf: string; latestAt: string }

/**
 * The moment a reader asks for, checked against the watermark. To be called before the reading transaction opens: a transaction that
 * ends between the watermark and the snapshot would be neither open nor seen. @throws as_of_too_late
 */
export async function findMoment(read: <T>(body: (db: Db) => Promise<T>) => Promise<T>, asOf: string | undefined): Promise<Moment> {
  const latestAt = await read(findWatermark)
  const moment = momentAsked(asOf, latestAt)
  if (!moment) throw asOfTooLate({ latestAt })
  return { asOf: moment, latestAt }
}

/** Turns what was asked into what sources are asked. @throws not_found, period_wrong, no_such_version, no_such_dimension */
export async function questionOf(
  db: Db,
  figure: FigureDeclaration,
  asked: Asked,
  moment: Moment,
  now: Date,
): Promise<FigureQuestion & { institution: OrganisationName | null }> {
  const period = periodAsked(figure.nature, asked, dayOf(now))
  if (!period) throw periodWrong({})
  const version = versionAsked(figure, asked.version, lastDayOf(period))
  if (!version) throw noSuchVersion({ version: asked.version ?? '' })
  if (asked.by && !figure.dimensions.includes(asked.by)) throw noSuchDimension({ dimension: asked.by })
  const { institution, scopeIds } = await scopeOf(db, asked, moment.asOf)
  return { version: version.id, period, scopeIds, asOf: moment.asOf, by: asked.by ?? null, institution }
}

/** The institutions a question is about: one, those of a division, or all when null. @throws not_found */
export async function scopeOf(
  db: Db,
  asked: Asked,
  asOf: string,
): Promise<{ institution: OrganisationName | null; scopeIds: readonly string[] | null }> {
  if (asked.institutionId && !(await getOrganisation(db, asked.institutionId))) throw notFound({ what: 'organisation' })
  const [institution = null] = asked.institutionId ? await listOrganisationNames(db, [asked.institutionId], asOf) : []
  const within = asked.divisionCode && (await listOrganisationIdsWithin(db, asked.divisionCode.replace(/(00)+$/, ''), asOf))
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
  const grants = actor?.grants.filter((grant) => grant.permissions.has('figures.rows')) ?? []
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

export type CutCells = { whole: FigureCell; isWholeSuppressed: boolean; parts: FigureCell[]; suppressed: ReadonlySet<string> }

/** The cells a reader may see: what tells of fewer than three customers is marked. */
export function cutCells(
  figure: FigureDeclaration,
  cells: readonly FigureCell[],
  by: FigureDimension | null,
  asked: Asked,
  reader: FigureReader,
): CutCells {
  const whole = cells.find((cell) => cell.key === 'all') ?? { key: 'all', amount: 0, rowCount: 0, customerCount: 0 }
  const parts = cells.filter((cell) => cell.key !== 'all')
  const seesAll = !figure.isAboutCustomers || reader.seesScope(asked.institutionId, asked.divisionCode)
  const isOwn = (key: string) => by === 'institution' && reader.sees(key, null)
  return {
    whole,
    isWholeSuppressed: !seesAll && isTooSmall(whole),
    parts,
    suppressed: seesAll ? new Set() : suppressedKeys(parts, isOwn),
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
  if (by === 'prefecture') {
    for (const division of await divisionsOn(db, dayOf(asOf))) plain.set(division.code, { zh: division.nameZh, en: division.nameEn })
    plain.set('', words.unknownPlace)
  }
  const more = by && source.labels ? await source.labels(db, by, keys) : new Map<string, Word>()
  return new Map([...plain, ...more])
}
