import { createHash } from 'node:crypto'
import { getOrganisation, hasRightFor, requireRightFor } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { on, record } from '../kernel/events.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { mapInTurns, Underway } from '../kernel/turns.ts'
import { divisionPath } from '../places/places.server.ts'
import { organisationsMerged } from '../registry/change.contract.ts'
import { acceptanceHandlers } from './acceptance.server.ts'
import { findAcceptance, upsertListingRules } from './acceptance.sql.ts'
import {
  changeInstrument,
  getInstrument,
  type Instrument,
  type InstrumentFacts,
  instrumentsChanged,
  keepsInstruments,
  listInstrumentClasses,
} from './catalogue.contract.ts'
import { applyChange, blankFacts, contentOf, likenessOf } from './catalogue.rules.ts'
import {
  countKept,
  findInstrument,
  insertInstrumentRows,
  insertVersions,
  listClasses,
  listClassPath,
  listInstruments,
  listInstrumentsByInnerCode,
  supersedeVersions,
  takeInstruments,
} from './catalogue.sql.ts'
import { groupHandlers, groupsFor } from './group.server.ts'
import { indicatorHandlers, indicatorsOf } from './indicator.server.ts'
import { labelHandlers } from './label.server.ts'
import { metadataHandlers } from './metadata.server.ts'
import { replaceSynonyms, upsertClasses } from './reference.sql.ts'
import { indexVersions, indexWritten, settleSearch } from './searchindex.server.ts'
import { catalogueChecks } from './verify.sql.ts'

/** An instrument to be written; facts that are left out are blank, the state is online. */
export type NewInstrument = Partial<InstrumentFacts> & {
  id?: string
  institutionId: string
  innerCode: string
  nameZh: string
  laneCount?: number
  isExample?: boolean
  /** Where the facts come from: 'manual', an import's source key, '示例'. */
  source: string
  importRunId?: string | null
}
export type ChangedInstrument = { instrumentId: string; facts: InstrumentFacts; source: string; importRunId?: string | null }

/** So many new instruments are counted for search by the next night; more of them, as soon as they are in. */
const settledByThemselvesMost = 200

/** The fingerprint by which an import sees that nothing changed. */
export function contentHashOf(facts: InstrumentFacts): string {
  return createHash('sha256').update(contentOf(facts)).digest('hex')
}

/**
 * Writes instruments with their first version and what search keeps of them, 1 to 5,000 in a handful of statements; PostgreSQL writes
 * one kind of rows while the next is prepared here. @returns their ids in the order given. @throws inner_code_taken
 */
export async function insertInstruments(db: Db, instruments: readonly NewInstrument[]): Promise<string[]> {
  if (instruments.length === 0) return []
  const made = await mapInTurns(instruments, (instrument) => {
    const facts = applyChange({ ...blankFacts, nameZh: instrument.nameZh }, instrument)
    return { ...instrument, id: instrument.id ?? newId(), versionId: newId(), facts }
  })
  const underway = new Underway()
  underway.add(
    insertInstrumentRows(
      db,
      made.map(({ id, institutionId, innerCode, laneCount = 1, isExample = false }) => ({
        id,
        institutionId,
        innerCode,
        laneCount,
        isExample,
      })),
    ),
  )
  const versions = await mapInTurns(made, ({ id, versionId, facts, source, importRunId = null }) => ({
    ...facts,
    id: versionId,
    instrumentId: id,
    source,
    importRunId,
    contentHash: contentHashOf(facts),
    likeness: likenessOf(facts),
  }))
  underway.add(insertVersions(db, versions))
  const indexed = made.map(({ id, versionId, institutionId, innerCode, facts }) => ({
    ...facts,
    instrumentId: id,
    versionId,
    institutionId,
    innerCode,
  }))
  underway.add(indexVersions(db, indexed))
  await underway.done()
  const instrumentIds = made.map(({ id }) => id)
  if (instruments.length > settledByThemselvesMost && !instruments.some(({ importRunId }) => importRunId)) await settleSearch(db)
  await record(db, instrumentsChanged, { instrumentIds })
  return instrumentIds
}

/** Supersedes the facts of up to 5,000 instruments; one that says the same already stays as it is. @returns the ids that got a new version. */
export async function changeInstruments(db: Db, changes: readonly ChangedInstrument[]): Promise<string[]> {
  const ids = changes.map((change) => change.instrumentId)
  await takeInstruments(db, ids)
  const before = new Map((await listInstruments(db, ids)).map((instrument) => [instrument.id, instrument.contentHash]))
  const rows = changes
    .map(({ instrumentId, facts, source, importRunId = null }) => ({
      ...applyChange({ ...blankFacts, ...facts }, {}),
      id: newId(),
      instrumentId,
      source,
      importRunId,
      contentHash: contentHashOf(facts),
      likeness: likenessOf(facts),
    }))
    .filter((row) => before.has(row.instrumentId) && before.get(row.instrumentId) !== row.contentHash)
  const instrumentIds = rows.map((row) => row.instrumentId)
  if (instrumentIds.length === 0) return []
  await supersedeVersions(db, instrumentIds)
  await insertVersions(db, rows)
  await indexWritten(db, instrumentIds)
  await record(db, instrumentsChanged, { instrumentIds })
  return instrumentIds
}

/** The institution's instruments that carry these numbers of its own, with their facts and fingerprints. */
export async function findInstrumentsByInnerCode(
  db: Db,
  institutionId: string,
  innerCodes: readonly string[],
): Promise<Map<string, Instrument>> {
  const rows = await listInstrumentsByInnerCode(db, institutionId, innerCodes)
  return new Map(rows.map((row) => [row.innerCode, row]))
}

/** An instrument as it stands today, whatever its state. */
export function getInstrumentFacts(db: Db, id: string): Promise<Instrument | undefined> {
  return findInstrument(db, id)
}

/** Instruments as they stand today; ids that are none are left out. */
export function listInstrumentFacts(db: Db, ids: readonly string[]): Promise<Instrument[]> {
  return listInstruments(db, ids)
}

/** Takes instruments in id order for this transaction: whoever also writes about them waits. */
export function takeInstrumentRows(db: Db, ids: readonly string[]): Promise<string[]> {
  return takeInstruments(db, ids)
}

export const catalogueSlice: Slice = {
  checks: catalogueChecks,
  seeds: [
    { file: 'instrument_classes.csv', write: upsertClasses },
    { file: 'synonyms.csv', write: replaceSynonyms },
    { file: 'listing_rules.csv', write: upsertListingRules },
  ],
  handlers: [
    ...groupHandlers,
    ...labelHandlers,
    ...metadataHandlers,
    ...acceptanceHandlers,
    ...indicatorHandlers,

    handle(getInstrument, async ({ input, actor, db, now }) => {
      const instrument = await findInstrument(db, input.id)
      if (!instrument) throw notFound({ what: 'instrument' })
      const instrumentGroupIds = await groupsFor(db, actor, input.id)
      if (
        instrument.state === 'draft' &&
        !(await hasRightFor(db, actor, 'catalogue.edit', instrument.institutionId, { instrumentGroupIds }))
      )
        throw notFound({ what: 'instrument' })
      const institution = await getOrganisation(db, instrument.institutionId)
      const { supervisedTo = null } = (await findAcceptance(db, input.id)) ?? {}
      return {
        ...instrument,
        indicators: await indicatorsOf(db, input.id),
        supervisedTo: supervisedTo !== null && supervisedTo >= dayOf(now) ? supervisedTo : null,
        institutionNameZh: institution?.nameZh ?? '',
        institutionNameEn: institution?.nameEn ?? '',
        classes: instrument.classCode ? await listClassPath(db, instrument.classCode) : [],
        divisions: instrument.divisionCode ? await divisionPath(db, instrument.divisionCode) : [],
      }
    }),

    handle(listInstrumentClasses, async ({ db }) => ({ items: await listClasses(db) })),

    handle(changeInstrument, async ({ input, actor, db }) => {
      await takeInstruments(db, [input.id])
      const before = await findInstrument(db, input.id)
      if (!before) throw notFound({ what: 'instrument' })
      const instrumentGroupIds = await groupsFor(db, actor, input.id)
      await requireRightFor(db, actor, 'catalogue.edit', before.institutionId, { what: 'instrument', instrumentGroupIds })
      await changeInstruments(db, [{ instrumentId: input.id, facts: applyChange(before, input), source: 'manual' }])
      return (await findInstrument(db, input.id))!
    }),
  ],
  listeners: [
    on(organisationsMerged, async ({ payload, db }) => {
      const count = await countKept(db, payload.organisationId)
      if (count > 0) throw keepsInstruments({ count })
    }),
  ],
}
