import * as z from 'zod'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { issueWords } from '../kernel/issue.words.ts'
import { invalidInput } from '../kernel/kernel.contract.ts'
import type { Word } from '../kernel/word.ts'
import type { FigureDimension } from './figure.contract.ts'
import type { FigureCell, FigureDeclaration, FigurePeriod } from './figure.rules.ts'

/** What a source is asked: a period or a day, whose records, as known when, told apart by what. */
export type FigureQuestion = {
  version: string
  period: FigurePeriod
  /** Only these institutions' records; all when null. */
  scopeIds: readonly string[] | null
  asOf: string
  by: FigureDimension | null
  /** The division that was asked for, and the procedure; for records that lie in a place themselves. */
  divisionCode?: string | null
  procedure?: string | null
}

/** A row behind a figure. The id is its place in the order, and the cursor of a page that ends with it. */
export type FigureRow = {
  id: string
  institutionId: string | null
  institutionDivisionCode: string | null
  customerId: string | null
  values: Readonly<Record<string, string | number | null>>
  /** The page on which whoever may see it opens it. */
  link?: string
}

/** What of a question says whose records it is about. */
export type ScopeAsked = { institutionId?: string | undefined; divisionCode?: string | undefined; procedure?: string | undefined }

/** How a declared figure is computed; registered by the slice that owns the records. */
export type ComputedSource = {
  figure: FigureDeclaration
  /** The whole under the key 'all', and the parts where a dimension is asked for. */
  compute(db: Db, question: FigureQuestion): Promise<FigureCell[]>
  /** Rows after a cursor, at most `limit`, in an order that does not change while rows are added. */
  rows(db: Db, question: FigureQuestion, page: { after: string | undefined; limit: number }): Promise<FigureRow[]>
  /** The shape of its rows' ids, which end pages; uuids unless told. */
  mark?: z.ZodType
  /** Whether anything the figure counts was recorded of the period, by any institution: tells 0 from nothing known. */
  isRecorded(db: Db, question: FigureQuestion): Promise<boolean>
  /** Names of parts that the engine cannot know. */
  labels?(db: Db, by: FigureDimension, keys: readonly string[]): Promise<ReadonlyMap<string, Word>>
  /** Of figures about cases: whether somebody sees every cell of a scope, and whether its rows open to them. */
  seesAll?(actor: Actor, asked: ScopeAsked): boolean
  opensRows?(actor: Actor, asked: ScopeAsked): boolean
  /** Of rows that open: whether this one does; of the others no more is shown than that they are there. */
  opensRow?(actor: Actor, row: FigureRow): boolean
  /** What to say of this answer beside the definition's own assumption. */
  assumption?(db: Db, asOf: string): Promise<Word | undefined>
}

/** A ratio in percent of two other figures, both kept; its rows are the numerator's. */
export type RatioSource = { figure: FigureDeclaration; numerator: string; denominator: string }
export type FigureSource = ComputedSource | RatioSource

/** @throws invalid_input for a page that ends with no row of this source */
export function checkMark(source: ComputedSource, cursor: string | undefined): void {
  if (cursor === undefined || (source.mark ?? z.uuid()).safeParse(cursor).success) return
  throw invalidInput({ count: 1, issues: [{ path: 'cursor', text: issueWords.wrong }] })
}

/** Whether a source divides two other figures. */
export function isRatio(source: FigureSource): source is RatioSource {
  return 'numerator' in source
}
