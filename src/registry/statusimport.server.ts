// Lists of recognised firms, brought in by the officers of a division through the shared pipeline.
import { mayFor } from '../identity/grant.rules.ts'
import type { Organisation } from '../identity/identity.contract.ts'
import { getOrganisations } from '../identity/identity.server.ts'
import { tellImportFinished } from '../identity/notice.server.ts'
import { knownOrganisations } from '../identity/resolution.server.ts'
import { takeStanding } from '../identity/version.server.ts'
import type { Db } from '../kernel/db.ts'
import { on } from '../kernel/events.ts'
import { type Candidate, defineImport, type ImportContext, type Verdict, type Written } from '../kernel/imports/definition.ts'
import { importFinished } from '../kernel/imports/imports.contract.ts'
import { startImport } from '../kernel/imports/imports.server.ts'
import type { RowReason } from '../kernel/imports/row.rules.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { isWithin } from '../places/places.rules.ts'
import { divisionPath } from '../places/places.server.ts'
import type { Status } from './status.contract.ts'
import { insertStatus, listStatusRows, supersedeStatus } from './status.sql.ts'
import { importStatuses } from './statusimport.contract.ts'
import { checkStatusRow, divisionOfScope, isNamed, type StatusRow, scopeOfDivision, shareDays, statusFields } from './statusimport.rules.ts'
import { statusImportWords, statusReasonWords } from './statusimport.words.ts'

type Row = Candidate<StatusRow>
type Looked = {
  firm: Organisation | undefined
  after: Omit<Status, 'id'> | undefined
  before: Status | undefined
  reasons: RowReason[]
  doubts: RowReason[]
}

/** What a row would record of which firm, and why it cannot; `standing` are the statuses of all firms of the batch. */
function look({ row }: Row, firms: ReadonlyMap<string, Organisation>, standing: readonly Status[], divisionCode: string): Looked {
  const given = row.creditCode!
  const firm = firms.get(given)
  const refuse = (code: string, params: RowReason['params'], field: string): Looked => {
    return { firm, after: undefined, before: undefined, reasons: [{ code, params, field }], doubts: [] }
  }
  if (!firm?.divisionCode || !isWithin(firm.divisionCode, divisionCode)) return refuse('firm_unknown', { given }, 'creditCode')
  if (firm.kind !== 'firm') return refuse('not_a_firm', { name: firm.nameZh }, 'creditCode')
  const after = {
    ...{ organisationId: firm.id, kind: row.kind!, sizeClass: null, certificateNo: row.certificateNo!, firstOn: row.firstOn! },
    ...{ lastOn: row.lastOn ?? null, documentNo: row.documentNo ?? null },
  }
  const same = standing.filter((one) => one.organisationId === firm.id && one.kind === after.kind)
  const before = same.find((one) => one.firstOn === after.firstOn)
  const other = same.find((one) => one !== before && shareDays(one, after))
  if (other) return refuse('status_in_the_way', { firstOn: other.firstOn, lastOn: other.lastOn ?? '—' }, 'firstOn')
  const isOther = row.firmName ? !isNamed(row.firmName, firm) : false
  const doubts = isOther ? [{ code: 'name_differs', params: { name: firm.nameZh, given: row.firmName! }, field: 'firmName' }] : []
  return { firm, after, before, reasons: [], doubts }
}

const compared = ['certificateNo', 'lastOn', 'documentNo'] as const
const changesOf = (before: Status, after: Omit<Status, 'id'>) =>
  compared.filter((field) => before[field] !== after[field]).map((field) => ({ field, from: before[field], to: after[field] }))

/** The firms of rows by the codes as written, those that became part of others as the others. */
async function firmsOf(db: Db, rows: readonly Row[]): Promise<Map<string, Organisation>> {
  const creditCodes = rows.flatMap(({ row }) => row.creditCode ?? [])
  const { byCode: ids } = await knownOrganisations(db, { creditCodes, names: [] })
  const known = new Map((await getOrganisations(db, [...new Set(ids.values())])).map((one) => [one.id, one]))
  return new Map([...ids].flatMap(([code, id]) => (known.has(id) ? [[code, known.get(id)!] as const] : [])))
}

async function compare(db: Db, rows: readonly Row[], context: ImportContext): Promise<Verdict[]> {
  const firms = await firmsOf(db, rows)
  const standing = await listStatusRows(db, [...new Set([...firms.values()].map((firm) => firm.id))])
  return rows.map((row): Verdict => {
    const { after, before, reasons, doubts } = look(row, firms, standing, divisionOfScope(context.scopeId)!)
    if (!after) return { outcome: 'refused', reasons }
    if (before && changesOf(before, after).length === 0) return { outcome: 'unchanged', targetId: before.id }
    if (doubts.length > 0) return { outcome: 'duplicate', targetId: before?.id ?? null, reasons: doubts }
    return before ? { outcome: 'changed', targetId: before.id, changes: changesOf(before, after) } : { outcome: 'new' }
  })
}

/** Takes the firms first and looks again; rows of one file meet what the rows before them wrote. */
async function apply(db: Db, rows: readonly Row[], context: ImportContext): Promise<Written[]> {
  const firms = await firmsOf(db, rows)
  const ids = [...new Set([...firms.values()].map((firm) => firm.id))]
  await takeStanding(db, ids)
  let standing = await listStatusRows(db, ids)
  const written: Written[] = []
  for (const row of rows) {
    const { after, before, reasons } = look(row, firms, standing, divisionOfScope(context.scopeId)!)
    if (!after) written.push({ outcome: 'refused', reasons })
    else if (before && changesOf(before, after).length === 0) written.push({ outcome: 'unchanged' })
    else {
      if (before) await supersedeStatus(db, before.id, context.startedBy, 'import')
      const id = await insertStatus(db, { ...after, source: 'import', recordedBy: context.startedBy })
      standing = [...standing.filter((one) => one !== before), { ...after, id }]
      written.push({ outcome: 'written' })
    }
  }
  return written
}

export const statusImport = defineImport({
  kind: 'statuses',
  title: statusImportWords.importStatuses,
  fields: statusFields,
  reasons: statusReasonWords,
  key: (row) => (row.creditCode && row.kind && row.firstOn ? `${row.creditCode} ${row.kind} ${row.firstOn}` : ''),
  check: checkStatusRow,
  async requireRight(_, actor, scopeId, what = 'division') {
    const divisionCode = divisionOfScope(scopeId)
    if (!divisionCode || !mayFor(actor, 'registry.record', { organisationId: '', divisionCode })) throw notFound({ what })
  },
  scopeNamed: async (db, code) => ((await divisionPath(db, code)).length > 0 ? scopeOfDivision(code) : undefined),
  compare,
  apply,
})

export const statusImportSlice: Slice = {
  handlers: [
    handle(importStatuses, async ({ input, actor, db }) => {
      const { divisionCode, ...rest } = input
      const scopeId = scopeOfDivision(divisionCode)
      await statusImport.requireRight(db, actor, scopeId)
      return startImport(db, statusImport, { ...rest, scopeId, startedBy: actor.personId })
    }),
  ],
  listeners: [
    on(importFinished, async ({ payload, db }) => {
      if (payload.kind === statusImport.kind) await tellImportFinished(db, payload, '/work/organisations/import')
    }),
  ],
}
