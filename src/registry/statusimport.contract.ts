import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { ImportRun, importInput, noSuchFile } from '../kernel/imports/imports.contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { statusImportWords as words } from './statusimport.words.ts'

/** Starts importing a list of recognised firms of a division from an uploaded .xlsx or .csv. */
export const importStatuses = operation({
  name: 'importStatuses',
  title: words.importStatuses,
  method: 'POST',
  path: '/api/organisation-statuses/imports',
  permission: 'registry.record',
  input: z.object({ ...importInput, divisionCode: z.string().regex(/^\d{6}$/) }),
  output: ImportRun,
  errors: [notFound, noSuchFile],
  creates: true,
})
