import * as z from 'zod'
import { defineEvent, operation } from '../contract.ts'
import { defineError } from '../errors.ts'
import { notFound } from '../kernel.contract.ts'
import { importsWords as words } from './imports.words.ts'

export const importStates = ['opening', 'mapping', 'reading', 'previewed', 'applying', 'applied', 'failed'] as const
export const importOutcomes = ['new', 'changed', 'unchanged', 'duplicate', 'refused'] as const
export type ImportOutcome = (typeof importOutcomes)[number]

const Sentence = z.object({ zh: z.string(), en: z.string() })
const Column = z.object({ header: z.string().min(1).max(500), field: z.string().max(100).nullable(), unit: z.string().max(50).optional() })
const Counts = z.object({ new: z.int(), changed: z.int(), unchanged: z.int(), duplicate: z.int(), refused: z.int() })
export type ImportCounts = z.infer<typeof Counts>

/** What every `import…` operation takes, whatever the kind. */
export const importInput = {
  /** The hash that uploadFile answered. */
  fileHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Who made the file: the meaning of its columns is remembered under this name. */
  sourceName: z.string().trim().max(100).default(''),
  sheetName: z.string().max(100).optional(),
  /** What the columns mean, if the sender knows; columns not named are guessed. */
  columns: z.array(Column).max(200).optional(),
  /** Goes on without asking when nothing required is missing from the columns as guessed or remembered. */
  confirm: z.boolean().default(false),
  /** Writes the good rows as soon as they are checked. */
  apply: z.boolean().default(false),
  /** With `apply`: rows to be confirmed (outcome `duplicate`: perhaps doubles, or in doubt) go in as well. */
  acceptDuplicates: z.boolean().default(false),
}

export const ImportRun = z.object({
  id: z.uuid(),
  kind: z.string(),
  scopeId: z.uuid(),
  sourceName: z.string(),
  fileName: z.string(),
  state: z.enum(importStates),
  sheetNames: z.array(z.string()),
  sheetName: z.string().nullable(),
  headers: z.array(z.string()),
  headerRowNo: z.int().nullable(),
  columns: z.array(Column.extend({ confidence: z.enum(['given', 'remembered', 'exact', 'likely', 'none']) })),
  /** What keeps the columns from being used; each with its words. */
  faults: z.array(z.object({ code: z.string(), name: z.string(), text: Sentence })),
  fields: z.array(
    z.object({
      name: z.string(),
      title: Sentence,
      kind: z.string(),
      required: z.enum(['always', 'new']).nullable(),
      units: z.array(z.object({ unit: z.string(), title: Sentence })),
    }),
  ),
  /** The first rows below the heading, as written. */
  sample: z.array(z.array(z.string())),
  rowsRead: z.int(),
  percent: z.int(),
  rowsApplied: z.int(),
  counts: Counts.nullable(),
  failure: z.object({ code: z.string(), text: Sentence }).nullable(),
  hasRefusedFile: z.boolean(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type ImportRun = z.infer<typeof ImportRun>

export const noSuchFile = defineError('no_such_file', 404, words.noSuchFile)
export const importBusy = defineError('import_busy', 409, words.importBusy)
export const importDone = defineError('import_done', 409, words.importDone)
export const anotherApplying = defineError('another_applying', 409, words.anotherApplying)
export const notPreviewed = defineError('not_previewed', 409, words.notPreviewed)
export const mappingFaulty = defineError<{ count: number; faults: { code: string; name: string }[] }>(
  'mapping_faulty',
  422,
  words.mappingFaulty,
)
export const nothingRefused = defineError('nothing_refused', 404, words.nothingRefused)

/** An import as it stands: its progress, columns and counts. Asked again while it is being read or written. */
export const getImport = operation({
  name: 'getImport',
  title: words.getImport,
  method: 'GET',
  path: '/api/imports/{id}',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: ImportRun,
  errors: [notFound],
})

export const listImports = operation({
  name: 'listImports',
  title: words.listImports,
  method: 'GET',
  path: '/api/imports',
  permission: 'signed_in',
  input: z.object({
    kind: z.string().max(50),
    scopeId: z.uuid(),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({
    items: z.array(
      ImportRun.pick({
        id: true,
        kind: true,
        scopeId: true,
        sourceName: true,
        fileName: true,
        state: true,
        rowsRead: true,
        percent: true,
        rowsApplied: true,
        counts: true,
        startedAt: true,
        finishedAt: true,
      }),
    ),
    nextCursor: z.uuid().nullable(),
  }),
  errors: [notFound],
})

/** Says what the columns mean, remembers it for the source, and has every row checked (again, if it was before). */
export const confirmImportMapping = operation({
  name: 'confirmImportMapping',
  title: words.confirmImportMapping,
  method: 'POST',
  path: '/api/imports/{id}/mapping',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), columns: z.array(Column).max(200), sheetName: z.string().max(100).optional() }),
  output: ImportRun,
  errors: [notFound, importBusy, importDone, mappingFaulty],
})

/** Writes the rows that are new or changed. Rows to be confirmed (`duplicate`) stay out unless accepted by row number or all at once. */
export const applyImport = operation({
  name: 'applyImport',
  title: words.applyImport,
  method: 'POST',
  path: '/api/imports/{id}/apply',
  permission: 'signed_in',
  input: z.object({
    id: z.uuid(),
    acceptRows: z.array(z.int().positive()).max(10_000).default([]),
    acceptDuplicates: z.boolean().default(false),
  }),
  output: ImportRun,
  errors: [notFound, notPreviewed, anotherApplying],
})

const RowReason = z.object({ code: z.string(), field: z.string().nullable(), column: z.string().nullable(), text: Sentence })
const Scalar = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])

export const listImportRows = operation({
  name: 'listImportRows',
  title: words.listImportRows,
  method: 'GET',
  path: '/api/imports/{id}/rows',
  permission: 'signed_in',
  input: z.object({
    id: z.uuid(),
    outcome: z.enum(importOutcomes).optional(),
    /** The last row number of the page before. */
    cursor: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    items: z.array(
      z.object({
        rowNo: z.int(),
        outcome: z.enum(importOutcomes),
        key: z.string().nullable(),
        targetId: z.uuid().nullable(),
        isAccepted: z.boolean(),
        /** As given, in the order of the headers. */
        cells: z.array(z.string()),
        reasons: z.array(RowReason),
        /** Of a changed row: what would change, amounts in fen and lengths of time in seconds. */
        changes: z.array(z.object({ field: z.string(), title: Sentence, kind: z.string(), from: Scalar, to: Scalar })),
      }),
    ),
    nextCursor: z.int().nullable(),
  }),
  errors: [notFound],
})

/** The refused rows as they were given, with why in words; put right, the file imports with the same columns. */
export const downloadRefusedRows = operation({
  name: 'downloadRefusedRows',
  title: words.downloadRefusedRows,
  method: 'GET',
  path: '/api/imports/{id}/refused',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), format: z.enum(['csv', 'xlsx']).default('xlsx') }),
  output: z.string(),
  errors: [notFound, nothingRefused],
  answer: 'stream',
})

/** The good rows of a run are in; `startedBy` is null where it was started at the command line. */
export const importFinished = defineEvent(
  'import_finished',
  z.object({
    runId: z.uuid(),
    kind: z.string(),
    startedBy: z.uuid().nullable(),
    fileName: z.string(),
    writtenCount: z.int(),
    refusedCount: z.int(),
  }),
)

/** A file could not be read, or its reading stopped for good: nothing of it went in. */
export const importFailed = defineEvent(
  'import_failed',
  z.object({ runId: z.uuid(), kind: z.string(), startedBy: z.uuid().nullable(), fileName: z.string() }),
)
