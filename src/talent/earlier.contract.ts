// Classes, cards and settling payments from before this platform, as a file with their documents: checked row by row, then brought in.
import * as z from 'zod'
import { Attachment } from '../kernel/attachments/attachments.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { Sentence } from '../procedures/procedure.contract.ts'
import { earlierWords as words } from './earlier.words.ts'

export const grantsUnreadable = defineError('grants_unreadable', 422, words.listUnreadable)

export const EarlierKind = z.enum(['class', 'card', 'payment'])
/** How a row stands: as it came in, taken back, or with another in its place. */
export const EarlierState = z.enum(['standing', 'revoked', 'corrected'])

/** Checks a list for a division; with `apply` the rows that are right go in. The same list again changes nothing. The file is not kept. */
export const importEarlierGrants = operation({
  name: 'importEarlierGrants',
  title: words.importEarlierGrants,
  method: 'POST',
  path: '/api/earlier-grants/import',
  permission: 'procedures.direct',
  input: z.object({
    divisionCode: z.string().regex(/^\d{6}$/),
    text: z.string().min(1).max(200_000),
    apply: z.boolean().default(false),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        row: z.int(),
        /** Masked. */
        who: z.string(),
        kind: EarlierKind.nullable(),
        outcome: z.enum(['new', 'unchanged', 'refused']),
        reasons: z.array(z.object({ code: z.string(), text: Sentence })),
      }),
    ),
    counts: z.object({ new: z.int(), unchanged: z.int(), refused: z.int() }),
    /** How many rows went in, and how many of all rows went to an account. */
    added: z.int(),
    claimed: z.int(),
    /** The refused rows as they were sent, with why: a .csv to put right and send again; '' where none was refused. */
    refusedFile: z.string(),
  }),
  errors: [notFound, grantsUnreadable],
  inPerson: true,
})

/** What came in for the divisions that the reader directs, the latest first; names are masked. */
export const listEarlierGrants = operation({
  name: 'listEarlierGrants',
  title: words.listEarlierGrants,
  method: 'GET',
  path: '/api/earlier-grants',
  permission: 'procedures.direct',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: EarlierKind,
        level: z.string().nullable(),
        grantNo: z.string(),
        fen: z.int().nullable(),
        firstOn: z.string(),
        lastOn: z.string().nullable(),
        documentNo: z.string(),
        documentOn: z.string(),
        divisionCode: z.string(),
        name: z.string(),
        isClaimed: z.boolean(),
        recordedAt: z.string(),
        state: EarlierState,
        /** Why it was taken back or corrected; '' where it stands. */
        reason: z.string(),
        supersededAt: z.string().nullable(),
        /** The document itself; null where there is no file yet. */
        file: Attachment.nullable(),
      }),
    ),
    nextCursor: z.uuid().nullable(),
  }),
  errors: [],
})
