import { handle, type Slice } from '../kernel/perform.ts'
import { roleBook } from './grant.server.ts'
import { listPurposes } from './purpose.contract.ts'
import { listPurposeRows, writePurposes } from './purpose.sql.ts'

/** The register of purposes: it needs whom the administrator named as the contact. */
export function purposeSlice({ contact }: { contact?: string | undefined }): Slice {
  return {
    handlers: [
      handle(listPurposes, async ({ db }) => {
        const items = await listPurposeRows(db)
        const named = new Set(items.flatMap((purpose) => [...purpose.unmaskedFor, ...purpose.revealedTo]))
        return { items, roles: [...(await roleBook(db)).values()].filter((role) => named.has(role.code)), contact: contact ?? null }
      }),
    ],
    seeds: [{ file: 'purposes.csv', write: writePurposes }],
  }
}
