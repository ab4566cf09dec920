import * as z from 'zod'
import { noOrganisation } from '../identity/identity.contract.ts'
import { operation } from '../kernel/contract.ts'
import { ImportRun, importInput, noSuchFile } from '../kernel/imports/imports.contract.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { catalogueImportWords as words } from './import.words.ts'

/**
 * Starts importing an institution's instruments from an uploaded .xlsx or .csv. The institution is named by id or by its unified social
 * credit code; without either it is the one the sender acts for. With `confirm` and `apply` one call does it all.
 */
export const importCatalogue = operation({
  name: 'importCatalogue',
  title: words.importCatalogue,
  method: 'POST',
  path: '/api/catalogue/imports',
  permission: 'catalogue.import',
  input: z.object({ ...importInput, institutionId: z.uuid().optional(), institutionCreditCode: z.string().trim().max(18).optional() }),
  output: ImportRun,
  errors: [notFound, notPermitted, noOrganisation, noSuchFile],
  creates: true,
})
