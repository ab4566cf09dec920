// The size class of a firm as a change of it: what was recorded before ends the day before.
import type { Db } from '../kernel/db.ts'
import { addDays } from '../kernel/time.ts'
import type { WantedChange } from './change.contract.ts'
import { insertStatus, listStatusRows, supersedeStatus } from './status.sql.ts'

type SizeClass = NonNullable<WantedChange['sizeClass']>
type Ground = { day: string; reason: string; documentNo: string | null; recordedBy: string }

/** The size class a firm has on a day, if one is recorded. */
export async function sizeClassOn(db: Db, organisationId: string, day: string): Promise<SizeClass | null> {
  const rows = await listStatusRows(db, [organisationId])
  return (
    rows.find((row) => row.kind === 'size_class' && row.firstOn <= day && (row.lastOn === null || day <= row.lastOn))?.sizeClass ?? null
  )
}

/** Records a size class from a day on, of an organisation that was taken; one that reaches into that time is cut to the day before. */
export async function changeSizeClass(db: Db, organisationId: string, sizeClass: SizeClass, ground: Ground): Promise<void> {
  const { day, reason, documentNo, recordedBy } = ground
  const rows = await listStatusRows(db, [organisationId])
  const made = { organisationId, kind: 'size_class', certificateNo: null, source: 'change', recordedBy } as const
  for (const before of rows.filter((row) => row.kind === 'size_class' && (row.lastOn === null || row.lastOn >= day))) {
    await supersedeStatus(db, before.id, recordedBy, reason)
    if (before.firstOn < day)
      await insertStatus(db, { ...made, ...before, sizeClass: before.sizeClass, lastOn: addDays(day, -1), source: 'change', recordedBy })
  }
  await insertStatus(db, { ...made, sizeClass, firstOn: day, lastOn: null, documentNo })
}
