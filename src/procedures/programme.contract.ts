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
/** Every fault of the parameters sent: which, and whether it is missing, wrong, unknown, or breaks the promise of days. */
export const parametersWrong = defineError<{ faults: { key: string; what: string }[] }>('parameters_wrong', 422, words.parametersWrong)
export const versionTooEarly = defineError<{ validFrom: string }>('version_too_early', 409, words.versionTooEarly)

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

const values = z.record(z.string().max(40), z.union([z.int(), z.record(z.string().max(40), z.int())]))
const Version = z.object({
  number: z.int(),
  edition: z.string(),
  parameters: values,
  validFrom: z.string(),
  documentNo: z.string(),
  note: z.string(),
})

/** Every version of a procedure, the latest first. */
export const listVersions = operation({
  name: 'listVersions',
  title: words.listVersions,
  method: 'GET',
  path: '/api/procedures/{code}/versions',
  permission: 'anyone',
  input: z.object({ code: z.string().max(60) }),
  output: z.object({ items: z.array(Version) }),
  errors: [notFound],
})

const Wanted = z.object({
  code: z.string().max(60),
  /** The latest declaration where left out. */
  edition: z.string().max(40).optional(),
  parameters: values,
})

/** Publishes a version from a day on, which no version published before may be later than; cases keep the one they were filed under. */
export const publishVersion = operation({
  name: 'publishVersion',
  title: words.publishVersion,
  method: 'POST',
  path: '/api/procedures/{code}/versions',
  permission: 'procedures.direct',
  input: Wanted.extend({ validFrom: daySent, documentNo: z.string().trim().min(2).max(100), note: z.string().trim().max(500).default('') }),
  output: Version,
  errors: [notFound, parametersWrong, versionTooEarly],
  inPerson: true,
})

/** What a version would have said of the cases filed between two days: whose conditions would be met, or not, who did not, or did. */
export const previewVersion = operation({
  name: 'previewVersion',
  title: words.previewVersion,
  method: 'POST',
  path: '/api/procedures/{code}/preview',
  permission: 'procedures.direct',
  input: Wanted.extend({ from: daySent, to: daySent }),
  output: z.object({
    cases: z.int(),
    /** Only the first of many are looked at. */
    isCut: z.boolean(),
    changed: z.array(z.object({ caseNo: z.string(), id: z.uuid(), before: z.array(z.string()), after: z.array(z.string()) })),
  }),
  errors: [notFound, parametersWrong],
  isSearch: true,
})
