import { getOrganisation, getOrganisationByCreditCode, requireOrganisationOf, requireRightFor } from '../identity/identity.server.ts'
import { tellImportFailed, tellImportFinished } from '../identity/notice.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { on } from '../kernel/events.ts'
import { type Candidate, defineImport, type ImportContext, type Verdict, type Written } from '../kernel/imports/definition.ts'
import { importFailed, importFinished } from '../kernel/imports/imports.contract.ts'
import { startImport } from '../kernel/imports/imports.server.ts'
import type { RowReason } from '../kernel/imports/row.rules.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { divisionPath } from '../places/places.server.ts'
import type { Instrument, InstrumentFacts } from './catalogue.contract.ts'
import { applyChange, blankFacts, differences, likenessOf, saysDouble } from './catalogue.rules.ts'
import { changeInstruments, findInstrumentsByInnerCode, insertInstruments } from './catalogue.server.ts'
import { listClasses } from './catalogue.sql.ts'
import { importCatalogue } from './import.contract.ts'
import { type CatalogueRow, catalogueFields, checkCatalogueRow, dayReasons, factsOf, resolveClass, settle } from './import.rules.ts'
import { listByLikeness, takeByInnerCode } from './import.sql.ts'
import { catalogueImportWords, catalogueReasonWords } from './import.words.ts'
import { settleSearch } from './searchindex.server.ts'

type Row = Candidate<CatalogueRow>
type Looked = {
  innerCode: string
  likeness: string | null
  before: Instrument | undefined
  after: InstrumentFacts
  reasons: RowReason[]
  doubts: RowReason[]
}

/** Brings rows and what is known of their instruments together: what each instrument would say afterwards, or why it cannot. */
async function look(db: Db, rows: readonly Row[], known: ReadonlyMap<string, Instrument>, context: ImportContext): Promise<Looked[]> {
  const classes = await listClasses(db)
  const divisions = await knownDivisions(db, rows)
  const divisionCode = (await getOrganisation(db, context.scopeId))?.divisionCode ?? null
  const today = dayOf(context.now)
  const classOf = new Map(
    [...new Set(rows.flatMap(({ row }) => row.classCode ?? []))].map((given) => [given, resolveClass(given, classes)]),
  )
  return rows.map(({ key, likeness, row }) => {
    const reasons = dayReasons(row, today)
    const before = known.get(key)
    if (row.nameZh === null || (!before && !row.nameZh)) reasons.push({ code: 'missing_for_new', params: {}, field: 'nameZh' })
    const resolved = row.classCode ? classOf.get(row.classCode) : undefined
    if (resolved && 'reason' in resolved) reasons.push(resolved.reason)
    if (row.divisionCode && !divisions.has(row.divisionCode))
      reasons.push({ code: 'unknown_division', params: { given: row.divisionCode }, field: 'divisionCode' })
    const facts = factsOf(row, resolved && 'reason' in resolved ? undefined : resolved)
    const after = settle(applyChange(before ?? { ...blankFacts, nameZh: '' }, facts), before, { today, divisionCode })
    if (after.delistedOn !== null && after.listedOn !== null && after.delistedOn < after.listedOn)
      reasons.push({ code: 'listed_after_delisted', params: { delistedOn: after.delistedOn }, field: 'listedOn' })
    const doubt = resolved && 'doubt' in resolved && before?.classItemCode !== resolved.classItemCode ? resolved.doubt : undefined
    return { innerCode: key, likeness, before, after, reasons, doubts: doubt ? [doubt] : [] }
  })
}

async function knownDivisions(db: Db, rows: readonly Row[]): Promise<Set<string>> {
  const codes = [...new Set(rows.flatMap(({ row }) => row.divisionCode ?? []))]
  // Asked for at once, they travel at once.
  const paths = await Promise.all(codes.map((code) => divisionPath(db, code)))
  return new Set(codes.filter((_, at) => paths[at]!.length > 0))
}

async function compare(db: Db, rows: readonly Row[], context: ImportContext): Promise<Verdict[]> {
  const known = await findInstrumentsByInnerCode(
    db,
    context.scopeId,
    rows.map((row) => row.key),
  )
  const looked = await look(db, rows, known, context)
  const likenesses = looked.flatMap(({ before, likeness }) => (before || likeness === null ? [] : [likeness]))
  const alike = new Map((await listByLikeness(db, context.scopeId, likenesses)).map((found) => [found.likeness, found]))
  return looked.map(({ before, likeness, after, reasons, doubts: ownDoubts }): Verdict => {
    if (reasons.length > 0) return { outcome: 'refused', reasons }
    if (before && ownDoubts.length > 0) return { outcome: 'duplicate', targetId: before.id, reasons: ownDoubts }
    if (before) {
      const changes = differences(before, after).map((field) => ({ field, from: before[field], to: after[field] }))
      return changes.length === 0 ? { outcome: 'unchanged', targetId: before.id } : { outcome: 'changed', targetId: before.id, changes }
    }
    const twin = likeness === null ? undefined : alike.get(likeness)
    const doubts: RowReason[] = [
      ...ownDoubts,
      ...(twin ? [{ code: 'looks_like_record', params: { key: twin.innerCode } }] : []),
      ...(saysDouble(after.nameZh) ? [{ code: 'says_double', params: { given: after.nameZh }, field: 'nameZh' }] : []),
    ]
    return doubts.length === 0 ? { outcome: 'new' } : { outcome: 'duplicate', targetId: twin?.id ?? null, reasons: doubts }
  })
}

/** Takes the instruments first and looks at them in a later statement: what was previewed may have changed since. */
async function apply(db: Db, rows: readonly Row[], context: ImportContext): Promise<Written[]> {
  const codes = rows.map((row) => row.key)
  await takeByInnerCode(db, context.scopeId, codes)
  const looked = await look(db, rows, await findInstrumentsByInnerCode(db, context.scopeId, codes), context)
  const good = looked.filter(({ reasons }) => reasons.length === 0)
  const source = context.sourceKey === '' ? 'import' : `import:${context.sourceKey}`
  const fresh = good.filter(({ before }) => !before)
  await insertInstruments(
    db,
    fresh.map(({ innerCode, after }) => ({ ...after, institutionId: context.scopeId, innerCode, source, importRunId: context.runId })),
  )
  const changed = good.flatMap(({ before, after }) =>
    before ? [{ instrumentId: before.id, facts: after, source, importRunId: context.runId }] : [],
  )
  const written = new Set(await changeInstruments(db, changed))
  return looked.map(({ before, reasons }) => {
    if (reasons.length > 0) return { outcome: 'refused', reasons }
    return { outcome: !before || written.has(before.id) ? 'written' : 'unchanged' }
  })
}

/** The catalogue's kind of import: an institution's instruments by its own numbers. */
export const catalogueImport = defineImport({
  kind: 'catalogue',
  title: catalogueImportWords.importCatalogue,
  fields: catalogueFields,
  otherTitles: catalogueImportWords.otherTitles,
  reasons: catalogueReasonWords,
  key: (row) => row.innerCode ?? '',
  likeness({ nameZh, model, manufacturer, startedOn, serialNo }) {
    if (!nameZh) return undefined
    return likenessOf({
      nameZh,
      model: model ?? '',
      manufacturer: manufacturer ?? '',
      startedOn: startedOn ?? null,
      serialNo: serialNo ?? '',
    })
  },
  check: checkCatalogueRow,
  async requireRight(db, actor, institutionId, what = 'organisation') {
    await requireRightFor(db, actor, 'catalogue.import', institutionId, { what })
  },
  scopeNamed: async (db, creditCode) => (await getOrganisationByCreditCode(db, creditCode))?.id,
  compare,
  apply,
})

async function institutionOf(
  db: Db,
  actor: Actor,
  input: { institutionId?: string | undefined; institutionCreditCode?: string | undefined },
): Promise<string> {
  if (input.institutionId !== undefined) return input.institutionId
  if (input.institutionCreditCode === undefined) return requireOrganisationOf(actor)
  const organisation = await getOrganisationByCreditCode(db, input.institutionCreditCode)
  if (!organisation) throw notFound({ what: 'organisation' })
  return organisation.id
}

export const catalogueImportSlice: Slice = {
  handlers: [
    handle(importCatalogue, async ({ input, actor, db }) => {
      const scopeId = await institutionOf(db, actor, input)
      await catalogueImport.requireRight(db, actor, scopeId)
      return startImport(db, catalogueImport, { ...input, scopeId, startedBy: actor.personId })
    }),
  ],
  listeners: [
    on(importFinished, async ({ payload, db }) => {
      if (payload.kind !== catalogueImport.kind) return
      if (payload.writtenCount > 0) await settleSearch(db)
      await tellImportFinished(db, payload, '/work/instruments/import')
    }),
    on(importFailed, async ({ payload, db }) => {
      if (payload.kind === catalogueImport.kind) await tellImportFailed(db, payload, '/work/instruments/import')
    }),
  ],
}
