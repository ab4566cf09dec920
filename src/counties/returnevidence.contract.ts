import * as z from 'zod'
import { attachmentNotReady, attachmentTaken, attachmentUnsafe } from '../kernel/attachments/attachments.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { CountyReturn, noSuchCell, returnLocked, returnsNotBegun, type verifyProblems } from './return.contract.ts'
import { returnEvidenceWords as words } from './returnevidence.words.ts'

/** The purpose under which files are uploaded that prove what stands in cells of a return. */
export const evidencePurpose = 'return_evidence'

/** The cell, and every reason why it is not verified now. */
export const cellNotVerifiable = defineError<{ code: string; reasons: (typeof verifyProblems)[number][] }>(
  'cell_not_verifiable',
  409,
  words.cellNotVerifiable,
)

/** Adds an uploaded file as evidence of one or several cells, while the return is being filled in. */
export const addReturnEvidence = operation({
  name: 'addReturnEvidence',
  title: words.addReturnEvidence,
  method: 'POST',
  path: '/api/returns/{id}/evidence',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), codes: z.array(z.string().max(60)).min(1).max(60), attachmentId: z.uuid() }),
  output: CountyReturn,
  errors: [notFound, notPermitted, returnsNotBegun, returnLocked, noSuchCell, attachmentNotReady, attachmentUnsafe, attachmentTaken],
})

/** Takes a file off again, while the return is being filled in; that it was there stays on record. */
export const removeReturnEvidence = operation({
  name: 'removeReturnEvidence',
  title: words.removeReturnEvidence,
  method: 'POST',
  path: '/api/returns/{id}/evidence/{evidenceId}/remove',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), evidenceId: z.uuid() }),
  output: CountyReturn,
  errors: [notFound, notPermitted, returnsNotBegun, returnLocked],
})

/**
 * Says of cells as they stand that somebody besides their writer has compared them with their source: in the county while it is filled in,
 * then at the city, then at the province. All of them, or none.
 */
export const verifyReturnCells = operation({
  name: 'verifyReturnCells',
  title: words.verifyReturnCells,
  method: 'POST',
  path: '/api/returns/{id}/verify',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), cellIds: z.array(z.uuid()).min(1).max(200) }),
  output: CountyReturn,
  errors: [notFound, notPermitted, cellNotVerifiable],
})
