import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

/** A document as the rows name it. */
export type PaperName = { readonly documentNo: string; readonly documentOn: string }
export type NamedPaper = PaperName & { readonly rows: number; readonly paperId: string | null }

const named = `from earlier_grant g
  left join earlier_document d on d.document_no = g.document_no and d.document_on = g.document_on and d.superseded_at is null
  where g.superseded_at is null and g.division_code like any($1::text[])`

/** The documents that standing rows of these divisions name, with how many name each; those without a file first, then the latest. */
export function listNamedPapers(db: Db, patterns: readonly string[], limit: number): Promise<NamedPaper[]> {
  return run<NamedPaper>(
    db,
    `select g.document_no as "documentNo", g.document_on as "documentOn", count(*)::int as rows, d.id as "paperId" ${named}
     group by g.document_no, g.document_on, d.id order by d.id is not null, g.document_on desc, g.document_no limit $2`,
    [patterns, limit],
  )
}

/** How many documents standing rows of these divisions name, and for how many there is no file. */
export async function countNamedPapers(db: Db, patterns: readonly string[]): Promise<{ named: number; missing: number }> {
  const [row] = await run<{ named: number; missing: number }>(
    db,
    `select count(*)::int as named, count(*) filter (where "paperId" is null)::int as missing
     from (select d.id as "paperId" ${named} group by g.document_no, g.document_on, d.id) each`,
    [patterns],
  )
  return row!
}

/** The divisions of the standing rows that name a document. */
export async function listPaperDivisions(db: Db, { documentNo, documentOn }: PaperName): Promise<string[]> {
  const rows = await run<{ code: string }>(
    db,
    `select distinct division_code as code from earlier_grant where document_no = $1 and document_on = $2 and superseded_at is null`,
    [documentNo, documentOn],
  )
  return rows.map(({ code }) => code)
}

/** The current file of each of some documents: the id of its row in the register. */
export function listPapers(db: Db, names: readonly PaperName[]): Promise<(PaperName & { id: string })[]> {
  return run(
    db,
    `select d.id, d.document_no as "documentNo", d.document_on as "documentOn" from earlier_document d
     join unnest($1::text[], $2::date[]) as n (no, day) on d.document_no = n.no and d.document_on = n.day
     where d.superseded_at is null`,
    [names.map((one) => one.documentNo), names.map((one) => one.documentOn)],
  )
}

/** Lets those who give a file for a document take turns until the transaction ends. @returns what is there now */
export async function takePaper(db: Db, { documentNo, documentOn }: PaperName): Promise<{ id: string; attachmentId: string } | undefined> {
  await run(db, `select pg_advisory_xact_lock(hashtextextended('earlier_document ' || $1 || ' ' || $2, 0))`, [documentNo, documentOn])
  const [row] = await run<{ id: string; attachmentId: string }>(
    db,
    `select id, attachment_id as "attachmentId" from earlier_document where document_no = $1 and document_on = $2 and superseded_at is null`,
    [documentNo, documentOn],
  )
  return row
}

/** Registers a file for a document, in the place of the one before. @returns the id of its row */
export async function insertPaper(
  db: Db,
  { documentNo, documentOn }: PaperName,
  { attachmentId, recordedBy, at }: { attachmentId: string; recordedBy: string; at: string },
): Promise<string> {
  const id = newId()
  await run(db, 'update earlier_document set superseded_at = $3 where document_no = $1 and document_on = $2 and superseded_at is null', [
    ...[documentNo, documentOn, at],
  ])
  await run(db, 'insert into earlier_document (id, document_no, document_on, attachment_id, recorded_by) values ($1, $2, $3, $4, $5)', [
    ...[id, documentNo, documentOn, attachmentId, recordedBy],
  ])
  return id
}
