import type { Actor } from '../actor.ts'
import type { Db } from '../db.ts'
import type { Word } from '../word.ts'
import { reasonWords } from './imports.words.ts'
import type { ImportFields, RowOf, RowReason } from './row.rules.ts'

/** Where a batch of rows belongs: the scope is whose records they are, such as an institution. */
export type ImportContext = { runId: string; scopeId: string; sourceKey: string; startedBy: string | null; now: Date }

export type Candidate<R> = { rowNo: number; key: string; likeness: string | null; row: R }

export type Change = { field: string; from: string | number | boolean | string[] | null; to: string | number | boolean | string[] | null }

/** What would become of one row. `duplicate` is held back until somebody accepts it. */
export type Verdict =
  | { outcome: 'new' }
  | { outcome: 'changed'; targetId: string; changes: Change[] }
  | { outcome: 'unchanged'; targetId: string }
  | { outcome: 'duplicate'; targetId: string | null; reasons: RowReason[] }
  | { outcome: 'refused'; reasons: RowReason[] }

/** What became of one row. */
export type Written = { outcome: 'written' | 'unchanged' } | { outcome: 'refused'; reasons: RowReason[] }

type Spec<F extends ImportFields> = {
  /** 'catalogue': how the kind is called on the wire and at the command line. */
  kind: string
  title: Word
  fields: F
  /** Titles of what a change may show beside the fields. */
  otherTitles?: Readonly<Record<string, Word>>
  /** Words for reasons of this kind's own. */
  reasons?: Readonly<Record<string, Word>>
  /** What makes a row the same record when it comes again; rows without one are refused before. */
  key(row: RowOf<F>): string
  /** Another way in which two rows may be the same thing; undefined where too little is known to suspect it. */
  likeness?(row: RowOf<F>): string | undefined
  /** What is wrong with a row as a whole: every reason. */
  check?(row: RowOf<F>): RowReason[]
  /** The row-level right, asked first of every operation. @throws not_permitted, not_found */
  requireRight(db: Db, actor: Actor, scopeId: string, what?: string): Promise<void>
  /** The scope that a word at the command line names, such as an institution's credit code. */
  scopeNamed(db: Db, name: string): Promise<string | undefined>
  /** Looks, writes nothing. One verdict a row, in their order. */
  compare(db: Db, rows: readonly Candidate<RowOf<F>>[], context: ImportContext): Promise<Verdict[]>
  /** Takes the records, looks again, writes. Applying the same rows twice changes nothing. One answer a row, in their order. */
  apply(db: Db, rows: readonly Candidate<RowOf<F>>[], context: ImportContext): Promise<Written[]>
}

/** A kind of import as the pipeline sees it: rows are records of understood values. */
export type ImportDefinition = Spec<ImportFields>

/** Declares a kind of import. The slice lists it in its `imports`, and its file, columns, preview and refused rows are taken care of. */
export function defineImport<const F extends ImportFields>(spec: Spec<F>): ImportDefinition {
  // Inside, rows are only ever those that these same fields understood.
  return spec as unknown as ImportDefinition
}

/** The words of a reason, the importer's own first. */
export function wordOfReason(definition: Pick<ImportDefinition, 'reasons'>, code: string): Word {
  const own = definition.reasons?.[code]
  if (own) return own
  return Object.hasOwn(reasonWords, code) ? reasonWords[code as keyof typeof reasonWords] : { zh: code, en: code }
}
