import type { Db } from '../kernel/db.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { type Division, listDivisions } from './places.contract.ts'
import { listDivisionPath, listDivisionsOn } from './places.sql.ts'

/** A division and those it lies in, the province first; empty for a code that is none. */
export function divisionPath(db: Db, code: string): Promise<Division[]> {
  return listDivisionPath(db, code)
}

export const placesSlice: Slice = {
  handlers: [handle(listDivisions, async ({ input, db, now }) => ({ items: await listDivisionsOn(db, input.on ?? dayOf(now)) }))],
}
