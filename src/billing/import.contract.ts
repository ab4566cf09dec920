import * as z from 'zod'
import { noOrganisation } from '../identity/identity.contract.ts'
import { operation } from '../kernel/contract.ts'
import { ImportRun, importInput, noSuchFile } from '../kernel/imports/imports.contract.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { serviceImportWords as words } from './import.words.ts'

/**
 * Starts importing an institution's finished service records from an uploaded .xlsx or .csv: instrument number, customer, times or hours,
 * samples, amount, invoice. The institution is named by id or by its unified social credit code; without either it is the one the sender
 * acts for. With `confirm` and `apply` one call does it all. A record that is imported again changes nothing.
 */
export const importServiceRecords = operation({
  name: 'importServiceRecords',
  title: words.importServiceRecords,
  method: 'POST',
  path: '/api/services/imports',
  permission: 'billing.import',
  input: z.object({ ...importInput, institutionId: z.uuid().optional(), institutionCreditCode: z.string().trim().max(18).optional() }),
  output: ImportRun,
  errors: [notFound, notPermitted, noOrganisation, noSuchFile],
  creates: true,
})
