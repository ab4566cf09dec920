import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { ImportRun, importInput, noSuchFile } from '../kernel/imports/imports.contract.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { returnsNotBegun } from './return.contract.ts'
import { returnImportWords as words } from './returnimport.words.ts'

/** Starts importing the sheet of a return from an uploaded .xlsx or .csv. */
export const importReturn = operation({
  name: 'importReturn',
  title: words.importReturn,
  method: 'POST',
  path: '/api/returns/{id}/imports',
  permission: 'counties.report',
  input: z.object({ ...importInput, id: z.uuid() }),
  output: ImportRun,
  errors: [notFound, notPermitted, returnsNotBegun, noSuchFile],
  creates: true,
})
