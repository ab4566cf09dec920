// Whose records an index is computed from. The engine knows no counties and no institutions: a later slice says how its own are read.
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import type { Word } from '../kernel/word.ts'
import type { IndexRow } from './table.rules.ts'

export type NamedUnit = { nameZh: string; nameEn: string }
/** A unit that should have records of a year and has none that count. */
export type Absence = { unit: string; year: number }
export type Asked = { fromYear: number; year: number; asOf: string }

/** What a unit aims at of an indicator, in the indicator's own unit, and for which year. */
export type OwnTarget = { value: number; year: number }

export type IndexSubject = {
  /** 'counties': what a system names as its subject. */
  code: string
  title: Word
  /** Every column that rows of these years can have. */
  columns(db: Db): Promise<ReadonlySet<string>>
  /** Rows as known on a moment, the same whenever they are asked for; and who should have some and has not. */
  gather(db: Db, asked: Asked): Promise<{ rows: IndexRow[]; absent: Absence[] }>
  names(db: Db, year: number): Promise<ReadonlyMap<string, NamedUnit>>
  /** What a unit itself aims at from a year on, by indicator, as its plans said on a moment; before the system's own targets. */
  targets?(db: Db, asked: { unit: string; year: number; asOf: string }): Promise<ReadonlyMap<string, OwnTarget>>
  /** Whether somebody holds a permission for a unit, or for all of them where none is named. */
  holds(actor: Actor, permission: string, unit: string | null): boolean
}

export type IndexSubjects = ReadonlyMap<string, IndexSubject>
