import { type Db, run } from '../kernel/db.ts'

export async function insertParty(db: Db, id: string, kind: 'fund'): Promise<void> {
  await run(db, 'insert into party (id, kind) values ($1, $2)', [id, kind])
}
