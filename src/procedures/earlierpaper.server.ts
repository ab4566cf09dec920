// The scans of documents by which lists from before this platform were given: one for all rows that name its number and day.
import type { Actor } from '../kernel/actor.ts'
import type { Attachment } from '../kernel/attachments/attachments.contract.ts'
import { attach, attachmentsOf, presentAttachment } from '../kernel/attachments/attachments.server.ts'
import type { Db } from '../kernel/db.ts'
import { isoOf } from '../kernel/time.ts'
import {
  countNamedPapers,
  insertPaper,
  listNamedPapers,
  listPaperDivisions,
  listPapers,
  type PaperName,
  takePaper,
} from './earlierpaper.sql.ts'

const papersMost = 200
const nameOf = ({ documentNo, documentOn }: PaperName) => `${documentOn} ${documentNo}`

/** The file of each document, for a reader who may read a row that names it; links are good for five minutes. */
export async function papersOf(db: Db, names: readonly PaperName[], now: Date): Promise<(name: PaperName) => Attachment | null> {
  const wanted = [...new Map(names.map((one) => [nameOf(one), { documentNo: one.documentNo, documentOn: one.documentOn }])).values()]
  const papers = await listPapers(db, wanted)
  const files = await attachmentsOf(
    db,
    papers.map((one) => one.id),
  )
  const bySubject = new Map(files.map((row) => [row.subjectId, presentAttachment(row, now)]))
  const found = new Map(papers.map((one) => [nameOf(one), bySubject.get(one.id) ?? null]))
  return (name) => found.get(nameOf(name)) ?? null
}

export type PaperShown = PaperName & { rows: number; file: Attachment | null }
/** The documents named by what came in for divisions, those without their file first, and how many there are. */
export async function papersIn(
  db: Db,
  patterns: readonly string[],
  now: Date,
): Promise<{ items: PaperShown[]; named: number; missing: number }> {
  const rows = await listNamedPapers(db, patterns, papersMost)
  const fileOf = await papersOf(db, rows, now)
  const items = rows.map(({ paperId: _, ...one }) => ({ ...one, file: fileOf(one) }))
  return { items, ...(await countNamedPapers(db, patterns)) }
}

/** In which divisions what came in names a document. */
export function paperDivisions(db: Db, name: PaperName): Promise<string[]> {
  return listPaperDivisions(db, name)
}

/** Gives a document its file, uploaded under a purpose before; a file that is there stays, superseded. The same again changes nothing. */
export async function givePaper(
  db: Db,
  name: PaperName,
  { attachmentId, purpose, by, now }: { attachmentId: string; purpose: string; by: Actor; now: Date },
): Promise<Attachment> {
  const there = await takePaper(db, name)
  const isSame = there?.attachmentId === attachmentId
  const id = isSame ? there.id : await insertPaper(db, name, { attachmentId, recordedBy: by.personId, at: isoOf(now) })
  const [row] = await attach(db, [attachmentId], { by, purpose, subjectId: id, now })
  return presentAttachment(row!, now)
}
