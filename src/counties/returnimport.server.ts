// A return that was filled in as a sheet comes back: what would change is shown before it is written, and the same sheet again changes nothing.
import { tellImportFinished } from '../identity/notice.server.ts'
import type { Db } from '../kernel/db.ts'
import { on } from '../kernel/events.ts'
import { type Candidate, defineImport, type ImportContext, type Verdict, type Written } from '../kernel/imports/definition.ts'
import { importFinished } from '../kernel/imports/imports.contract.ts'
import { startImport } from '../kernel/imports/imports.server.ts'
import type { RowReason } from '../kernel/imports/row.rules.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { asStanding, fitsKind, isSameCell } from './filling.server.ts'
import { type CellRow, findReturn, listCells, listForm, type NewCell, type ReturnRow, replaceCells, takeReturn } from './return.sql.ts'
import { importReturn } from './returnimport.contract.ts'
import { type ReturnRowGiven, returnFields } from './returnimport.rules.ts'
import { returnImportWords, returnReasonWords } from './returnimport.words.ts'
import { requireBegun, requireFiler } from './returnview.server.ts'

type Row = Candidate<ReturnRowGiven>
type Looked = { standing: CellRow | undefined; after: NewCell | undefined; reasons: RowReason[] }
const compared = [
  'amount',
  'numerator',
  'denominator',
  'words',
  'vintage',
  'expectedOn',
  'sourceDocument',
  'provider',
  'explanation',
] as const

/** What a row would make of its cell: what it does not say stays as it stands. */
function overlaid(row: ReturnRowGiven, standing: CellRow | undefined, returnId: string): NewCell {
  const or = <K extends 'amount' | 'numerator' | 'denominator' | 'words' | 'expectedOn'>(key: K) =>
    row[key] === undefined ? (standing?.[key] ?? null) : row[key]
  const orText = (key: 'sourceDocument' | 'provider' | 'explanation') =>
    row[key] === undefined ? (standing?.[key] ?? '') : (row[key] ?? '')
  const cell: NewCell = {
    ...{ returnId, code: row.code!, amount: or('amount'), numerator: or('numerator'), denominator: or('denominator'), words: or('words') },
    ...{ vintage: row.vintage ?? standing?.vintage ?? 'annual', expectedOn: or('expectedOn'), sourceDocument: orText('sourceDocument') },
    ...{ provider: orText('provider'), explanation: orText('explanation'), origin: 'imported', carriedFrom: null, isConfirmed: true },
  }
  const isMoved = !standing || (['amount', 'numerator', 'denominator', 'words'] as const).some((key) => cell[key] !== standing[key])
  return isMoved
    ? asStanding(cell, standing)
    : { ...cell, origin: standing.origin, carriedFrom: standing.carriedFrom, isConfirmed: standing.isConfirmed }
}

/** Looks at rows, in the order they came. */
async function look(db: Db, row: ReturnRow | undefined, rows: readonly Row[]): Promise<Looked[]> {
  const form = new Map(row ? (await listForm(db, row)).map((line) => [line.code, line]) : [])
  const cells = new Map(row ? (await listCells(db, row.id)).map((cell) => [cell.code, cell]) : [])
  return rows.map(({ row: given }): Looked => {
    const code = given.code!
    const [line, standing] = [form.get(code), cells.get(code)]
    const refuse = (why: string, params: RowReason['params'] = {}): Looked => ({
      standing,
      after: undefined,
      reasons: [{ code: why, params, field: 'code' }],
    })
    if (row?.state !== 'filling') return refuse('not_filling')
    if (!line) return refuse('cell_unknown', { given: code })
    const after = overlaid(given, standing, row.id)
    if (!fitsKind(line, after)) return refuse('cell_misfit')
    const isEmpty = [after.amount, after.numerator, after.denominator, after.words].every((value) => value === null)
    if ((!standing && isEmpty) || isSameCell(after, standing)) return { standing, after: undefined, reasons: [] }
    return line.isOptional ? refuse('platform_only') : { standing, after, reasons: [] }
  })
}

async function compare(db: Db, rows: readonly Row[], { scopeId }: ImportContext): Promise<Verdict[]> {
  const looked = await look(db, await findReturn(db, scopeId), rows)
  return looked.map(({ standing, after, reasons }): Verdict => {
    if (reasons.length > 0) return { outcome: 'refused', reasons }
    if (!after) return { outcome: 'unchanged', targetId: standing?.id ?? scopeId }
    if (!standing) return { outcome: 'new' }
    const changes = compared.flatMap((field) =>
      after[field] === standing[field] ? [] : [{ field, from: standing[field], to: after[field] }],
    )
    return { outcome: 'changed', targetId: standing.id, changes }
  })
}

/** Takes the return first and looks again. */
async function apply(db: Db, rows: readonly Row[], { scopeId, startedBy }: ImportContext): Promise<Written[]> {
  const looked = await look(db, await takeReturn(db, scopeId), rows)
  const changed = new Map(looked.flatMap(({ after }) => (after ? [[after.code, after] as const] : [])))
  await replaceCells(db, [...changed.values()], startedBy)
  return looked.map(({ after, reasons }): Written => {
    if (reasons.length > 0) return { outcome: 'refused', reasons }
    return { outcome: after ? 'written' : 'unchanged' }
  })
}

export const returnImport = defineImport({
  kind: 'returns',
  title: returnImportWords.importReturn,
  fields: returnFields,
  reasons: returnReasonWords,
  key: (row) => row.code ?? '',
  async requireRight(db, actor, scopeId) {
    requireFiler(await findReturn(db, scopeId), actor)
  },
  scopeNamed: async (db, id) => (/^[0-9a-f-]{36}$/.test(id) ? (await findReturn(db, id))?.id : undefined),
  compare,
  apply,
})

export const returnImportSlice: Slice = {
  handlers: [
    handle(importReturn, async ({ input, actor, db, now }) => {
      const { id, ...rest } = input
      await requireBegun(db, requireFiler(await findReturn(db, id), actor), now)
      return startImport(db, returnImport, { ...rest, scopeId: id, startedBy: actor.personId })
    }),
  ],
  listeners: [
    on(importFinished, async ({ payload, db }) => {
      if (payload.kind === returnImport.kind) await tellImportFinished(db, payload, '/work/returns')
    }),
  ],
}
