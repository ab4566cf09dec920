import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { momentSent, momentSentFrom, pageMark } from '../kernel/shape.ts'
import { auditWords as words } from './audit.words.ts'

const AuditRecord = z.object({
  id: z.uuid(),
  recordedAt: z.string(),
  personId: z.uuid().nullable(),
  loginName: z.string().nullable(),
  organisationId: z.uuid().nullable(),
  organisationZh: z.string().nullable(),
  organisationEn: z.string().nullable(),
  operation: z.string(),
  outcome: z.string(),
  targetId: z.string().nullable(),
  requestId: z.string(),
  address: z.string().nullable(),
  isSealed: z.boolean(),
})
export type AuditRecord = z.infer<typeof AuditRecord>

const moment = momentSentFrom
const filter = z.object({
  loginName: z.string().trim().max(100).optional(),
  organisationId: z.uuid().optional(),
  operation: z.string().trim().max(60).optional(),
  outcome: z.string().trim().max(60).optional(),
  targetId: z.uuid().optional(),
  from: moment.optional(),
  to: moment.optional(),
})

/** The trail of commands, refusals and reads of personal data, the newest first. Reading it leaves a record too. */
export const listAuditRecords = operation({
  name: 'listAuditRecords',
  title: words.listAuditRecords,
  method: 'GET',
  path: '/api/audit',
  permission: 'audit.read',
  input: filter.extend({
    cursor: pageMark(' ', momentSent, z.uuid()).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(AuditRecord), nextCursor: z.string().nullable() }),
  errors: [],
  readsPersonalData: true,
})

/** The same as CSV, all of it. */
export const downloadAudit = operation({
  name: 'downloadAudit',
  title: words.downloadAudit,
  method: 'GET',
  path: '/api/audit/records.csv',
  permission: 'audit.read',
  input: filter.extend({ language: z.enum(['zh', 'en']).default('zh') }),
  output: z.string(),
  errors: [],
  answer: 'stream',
  readsPersonalData: true,
})

/** How far the trail is sealed: what an auditor writes down elsewhere, so that not even the whole chain can be replaced. */
export const getAuditSeal = operation({
  name: 'getAuditSeal',
  title: words.getAuditSeal,
  method: 'GET',
  path: '/api/audit/seal',
  permission: 'audit.read',
  input: z.object({}),
  output: z.object({
    blockCount: z.int(),
    sealedThrough: z.string().nullable(),
    lastHash: z.string().nullable(),
    unsealedCount: z.int(),
    keepMonths: z.int(),
    basis: z.object({ zh: z.string(), en: z.string() }),
  }),
  errors: [],
})
