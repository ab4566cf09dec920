import { handle } from '../kernel/perform.ts'
import type { Seed } from '../kernel/seeds.ts'
import { roleBook } from './grant.server.ts'
import { listPurposes } from './purpose.contract.ts'
import { listPurposeRows, writePurposes } from './purpose.sql.ts'

export const purposeSeeds: readonly Seed[] = [{ file: 'purposes.csv', write: writePurposes }]

export const purposeHandlers = [
  handle(listPurposes, async ({ db }) => {
    const items = await listPurposeRows(db)
    const named = new Set(items.flatMap((purpose) => [...purpose.unmaskedFor, ...purpose.revealedTo]))
    return { items, roles: [...(await roleBook(db)).values()].filter((role) => named.has(role.code)) }
  }),
]
