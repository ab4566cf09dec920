import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { CertificateFacts } from './certificate.rules.ts'

/** What a person told, with the number still sealed. */
export type CertificateRow = { id: string; name: string; documentNoSealed: string; validUntil: string | null }
export type AskedRow = CertificateFacts & { id: string | null; documentNoSealed: string | null }

export function listCertificates(db: Db, personId: string): Promise<CertificateRow[]> {
  return run<CertificateRow>(
    db,
    `select id, name, document_no_sealed as "documentNoSealed", valid_until as "validUntil" from safety_certificate
     where person_id = $1 order by name`,
    [personId],
  )
}

/** What a level asks for, with what a person told of it. */
export function listAsked(db: Db, levelId: string, personId: string): Promise<AskedRow[]> {
  return run<AskedRow>(
    db,
    `select a.name_zh as name, c.id is not null as "isTold", c.id, c.document_no_sealed as "documentNoSealed", c.valid_until as "validUntil"
     from level_certificate a left join safety_certificate c on c.name = a.name_zh and c.person_id = $2
     where a.level_id = $1 order by a.name_zh`,
    [levelId, personId],
  )
}

/** Whether any standing level asks for a certificate of that name. */
export async function isAskedFor(db: Db, name: string): Promise<boolean> {
  const text = `select 1 from level_certificate a join qualification_level l on l.id = a.level_id where a.name_zh = $1 and l.retired_at is null limit 1`
  return (await run(db, text, [name])).length > 0
}

export type Told = { personId: string; name: string; documentNoSealed: string; validUntil: string | null }

/** Writes a certificate in the place of what was told of it before. @returns its id */
export async function writeCertificate(db: Db, { personId, name, documentNoSealed, validUntil }: Told): Promise<string> {
  const [row] = await run<{ id: string }>(
    db,
    `insert into safety_certificate (id, person_id, name, document_no_sealed, valid_until) values ($1, $2, $3, $4, $5)
     on conflict (person_id, name) do update set document_no_sealed = excluded.document_no_sealed, valid_until = excluded.valid_until,
       recorded_at = now() returning id`,
    [newId(), personId, name, documentNoSealed, validUntil],
  )
  return row!.id
}
