// What an officer opens: programmes by a document, batches of them; and the versions an administrator publishes.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent, momentSent } from '../kernel/shape.ts'
import { noSuchDivision } from '../places/places.contract.ts'
import { BatchShown, Sentence } from './procedure.contract.ts'
import { programmeWords as words } from './programme.words.ts'

export const versionMissing = defineError('version_missing', 409, words.versionMissing)
export const batchTimesWrong = defineError('batch_times_wrong', 422, words.batchTimesWrong)
const name = z.string().trim().min(2).max(200)

/** Begins a programme of a procedure in a division, by a document. */
export const openProgramme = operation({
  name: 'openProgramme',
  title: words.openProgramme,
  method: 'POST',
  path: '/api/programmes',
  permission: 'procedures.direct',
  input: z.object({
    procedureCode: z.string().max(60),
    nameZh: name,
    nameEn: name,
    divisionCode: z.string().regex(/^\d{6}$/),
    documentNo: z.string().trim().min(2).max(100),
  }),
  output: z.object({ id: z.uuid() }),
  errors: [notFound, noSuchDivision],
  creates: true,
})

/** Opens a batch of a programme; without a closing it takes applications all year round. */
export const openBatch = operation({
  name: 'openBatch',
  title: words.openBatch,
  method: 'POST',
  path: '/api/programmes/{id}/batches',
  permission: 'procedures.direct',
  input: z.object({
    id: z.uuid(),
    nameZh: name,
    nameEn: name,
    opensAt: momentSent,
    closesAt: momentSent.nullable().default(null),
    referenceOn: daySent.nullable().default(null),
    quota: z.int().min(1).max(1_000_000).nullable().default(null),
  }),
  output: BatchShown,
  errors: [notFound, versionMissing, batchTimesWrong],
  creates: true,
})

/** The programmes and batches of every procedure, for whoever opens them. */
export const listProgrammes = operation({
  name: 'listProgrammes',
  title: words.listProgrammes,
  method: 'GET',
  path: '/api/programmes',
  permission: 'procedures.direct',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        procedureCode: z.string(),
        procedure: Sentence,
        name: Sentence,
        divisionCode: z.string(),
        documentNo: z.string(),
        batches: z.array(BatchShown),
      }),
    ),
  }),
  errors: [],
})
