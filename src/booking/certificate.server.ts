// The stories of safety certificates: told by the person, seen by whoever decides on a level that asks for them.
import { attach, attachmentsOf, presentAttachment } from '../kernel/attachments/attachments.server.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { type Certificate, certificatePurpose, listCertificatesOf, listMyCertificates, tellCertificate } from './certificate.contract.ts'
import { certificateOn } from './certificate.rules.ts'
import { isAskedFor, listAsked, listCertificates, writeCertificate } from './certificate.sql.ts'
import { requireKeeper } from './qualification.server.ts'
import { findQualification } from './qualification.sql.ts'

/** What the numbers are sealed for. */
export const numberPurpose = 'certificate.number'

type Row = { id: string | null; name: string; documentNoSealed: string | null; validUntil: string | null }

async function told(db: Db, rows: readonly Row[], now: Date): Promise<Certificate[]> {
  const ids = rows.flatMap(({ id }) => id ?? [])
  // The latest of each, for they come in the order of uploading.
  const files = new Map((await attachmentsOf(db, ids)).map((one) => [one.subjectId, presentAttachment(one, now)]))
  return rows.map(({ id, name, documentNoSealed, validUntil }) => ({
    ...{ name, validUntil, standing: certificateOn({ isTold: id !== null, validUntil }, dayOf(now)) },
    documentNo: documentNoSealed === null ? '' : vault().open(numberPurpose, documentNoSealed),
    file: (id && files.get(id)) || null,
  }))
}

/** The stories of certificates. */
export const certificateHandlers = [
  handle(listMyCertificates, async ({ actor, db, now }) => ({ items: await told(db, await listCertificates(db, actor.personId), now) })),

  handle(tellCertificate, async ({ input, actor, db, now }) => {
    const { personId } = actor
    // Nobody's number is kept that no instrument asks for.
    if (!(await isAskedFor(db, input.name))) throw notFound({ what: 'level_certificate' })
    const { name, validUntil, attachmentId } = input
    const documentNoSealed = vault().seal(numberPurpose, input.documentNo)
    const subjectId = await writeCertificate(db, { personId, name, validUntil, documentNoSealed })
    if (attachmentId) await attach(db, [attachmentId], { by: actor, purpose: certificatePurpose, subjectId, now })
    return { items: await told(db, await listCertificates(db, personId), now) }
  }),

  handle(listCertificatesOf, async ({ input, actor, db, now }) => {
    const row = await findQualification(db, input.id)
    if (!row) throw notFound({ what: 'qualification' })
    await requireKeeper(db, actor, { instrumentId: row.instrumentId, permission: 'booking.approve', what: 'qualification' })
    return { items: await told(db, await listAsked(db, row.levelId, row.personId), now) }
  }),
]
