// An instrument in the words of other registries.
import { getOrganisation } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { findInstrument, listClassPath } from './catalogue.sql.ts'
import { getPidinst, getSchemaOrg } from './metadata.contract.ts'
import { type Described, pidinstOf, schemaOrgOf } from './metadata.rules.ts'

async function describe(db: Db, id: string, site: string): Promise<Described> {
  const instrument = await findInstrument(db, id)
  if (!instrument || instrument.state === 'draft') throw notFound({ what: 'instrument' })
  const owner = await getOrganisation(db, instrument.institutionId)
  const classes = instrument.classCode ? await listClassPath(db, instrument.classCode) : []
  return { instrument, ownerName: owner?.nameZh ?? '', lastClass: classes.at(-1), address: `${site}/instruments/${id}` }
}

export const metadataHandlers = [
  handle(getPidinst, async ({ input, db, from }) => pidinstOf(await describe(db, input.id, from.site))),
  handle(getSchemaOrg, async ({ input, db, from }) => schemaOrgOf(await describe(db, input.id, from.site))),
]
