// The trail of what was done: where it comes from, how it is sealed, how it is read, and when its time is over.
import { stringify } from 'csv-stringify/sync'
import * as z from 'zod'
import { digestOf } from '../kernel/crypto.ts'
import { type Db, inTransaction } from '../kernel/db.ts'
import { defineJob, workInSteps } from '../kernel/jobs.ts'
import { vault } from '../kernel/keyring.ts'
import { handle } from '../kernel/perform.ts'
import type { Seed } from '../kernel/seeds.ts'
import { findWatermark } from '../kernel/watermark.ts'
import { downloadAudit, getAuditSeal, listAuditRecords } from './audit.contract.ts'
import { type AuditProblem, blockHash, chainStart, recordProblems, recordText } from './audit.rules.ts'
import {
  type AuditFilter,
  type AuditRow,
  type Block,
  countRecordsFrom,
  findBlockEnd,
  findExpiredBlock,
  findPersonIdByLogin,
  findRetention,
  insertBlock,
  listAuditRows,
  listBlocksAfter,
  listProofCounts,
  listRecordsBetween,
  purgeBlock,
  takeLastBlock,
  takeOrigin,
  writeRetention,
} from './audit.sql.ts'
import { auditWords as words } from './audit.words.ts'

const recordsABlock = 5_000
const rowsAtOnce = 1_000
const originsAtMost = 10_000
const addressPurpose = 'audit.address'
const proofPurpose = 'audit.block'

export const auditSeeds: readonly Seed[] = [{ file: 'retention.csv', write: writeRetention }]

/** Addresses by their rows, remembered by this process: an address is looked up once and not for every command. */
export function originsOf(db: Db): (address: string) => Promise<string> {
  const known = new Map<string, Promise<string>>()
  return (address) => {
    const remembered = known.get(address)
    if (remembered) return remembered
    if (known.size >= originsAtMost) known.clear()
    const keys = vault().equalityKeys(addressPurpose, address)
    const taken = inTransaction(db, 'write', (tx) => takeOrigin(tx, keys, vault().seal(addressPurpose, address)))
    known.set(address, taken)
    taken.catch(() => known.delete(address))
    return taken
  }
}

/** Seals one more block of records that can no longer be joined by others. @returns whether there was one. */
export async function sealBlock(db: Db): Promise<boolean> {
  const last = await takeLastBlock(db)
  const fromAt = last?.toAt ?? '1970-01-01T00:00:00Z'
  const toAt = await findBlockEnd(db, fromAt, await findWatermark(db), recordsABlock)
  if (toAt === undefined) return false
  const { family } = vault()
  const digest = (text: string) => digestOf(family, text)
  const records = await listRecordsBetween(db, fromAt, toAt)
  const facts = {
    ...{ number: (last?.number ?? 0) + 1, fromAt, toAt, previousHash: last?.hash ?? chainStart },
    recordIds: records.map((record) => record.id),
    recordHashes: records.map((record) => digest(recordText(record))),
  }
  const hash = blockHash(facts, digest)
  await insertBlock(db, { ...facts, family, hash, proof: vault().equalityKey(proofPurpose, hash) })
  return true
}

export type AuditCheck = {
  blockCount: number
  recordCount: number
  unsealedCount: number
  lastHash: string | null
  problems: AuditProblem[]
}

/** Checks every block and every sealed record of one snapshot, and names what is not as it was sealed; the tail that no block holds yet is counted. */
export async function verifyAudit(db: Db): Promise<AuditCheck> {
  const result: AuditCheck = { blockCount: 0, recordCount: 0, unsealedCount: 0, lastHash: null, problems: [] }
  let before: { number: number; hash: string; toAt: string } = { number: 0, hash: chainStart, toAt: '1970-01-01T00:00:00Z' }
  for (;;) {
    const blocks = await listBlocksAfter(db, before.number, 20)
    for (const block of blocks) {
      result.problems.push(...blockProblems(block, before), ...(block.isPurged ? [] : await problemsOfRecords(db, block)))
      result.blockCount += 1
      result.recordCount += block.recordIds.length
      before = block
    }
    if (blocks.length === 0) break
  }
  result.lastHash = result.blockCount > 0 ? before.hash : null
  result.unsealedCount = await countRecordsFrom(db, before.toAt)
  return result
}

/** How many blocks need each key to be proven ours: their proofs are as unchangeable as they are. */
export function countProofsByKey(db: Db): Promise<{ key: string; count: number }[]> {
  return listProofCounts(db)
}

async function problemsOfRecords(db: Db, block: Block): Promise<AuditProblem[]> {
  const records = await listRecordsBetween(db, block.fromAt, block.toAt)
  return recordProblems(block, records, (text) => digestOf(block.family, text))
}

function blockProblems(block: Block, before: { number: number; hash: string; toAt: string }): AuditProblem[] {
  const told = (what: AuditProblem['what']) => ({ blockNumber: block.number, recordId: null, what })
  const isChained = block.number === before.number + 1 && block.previousHash === before.hash && block.fromAt === before.toAt
  const isWhole = blockHash(block, (text) => digestOf(block.family, text)) === block.hash
  const isOurs = vault().equalityKeysOfFamily(proofPurpose, block.hash, block.family).includes(block.proof)
  return [...(isChained ? [] : [told('chain_broken')]), ...(isWhole ? [] : [told('block_changed')]), ...(isOurs ? [] : [told('not_ours')])]
}

const sealAudit = defineJob('seal_audit', z.object({}))
const purgeAudit = defineJob('purge_audit', z.object({}))

export const auditWorkers = [
  workInSteps(
    sealAudit,
    async ({ step }) => {
      while (await step(sealBlock));
    },
    { every: '* * * * *' },
  ),
  workInSteps(
    purgeAudit,
    async ({ step }) => {
      const purgeOne = async (db: Db) => {
        const block = await findExpiredBlock(db)
        if (block) await purgeBlock(db, block)
        return block !== undefined
      }
      while (await step(purgeOne));
    },
    { every: '15 19 * * *' },
  ),
]

type Asked = Omit<AuditFilter, 'personId'> & { loginName?: string | undefined }

/** A name nobody has finds nothing, and says nothing else. */
async function filterOf(db: Db, { loginName, ...rest }: Asked): Promise<AuditFilter | null> {
  if (!loginName) return rest
  const personId = await findPersonIdByLogin(db, loginName)
  return personId ? { ...rest, personId } : null
}

function shown({ addressSealed, ...row }: AuditRow) {
  return { ...row, address: addressSealed === null ? null : vault().open(addressPurpose, addressSealed) }
}

function cursorOf(cursor: string | undefined): { recordedAt: string; id: string } | undefined {
  const [recordedAt, id] = cursor?.split(' ') ?? []
  return recordedAt && id && !Number.isNaN(Date.parse(recordedAt)) && z.uuid().safeParse(id).success ? { recordedAt, id } : undefined
}

async function* asCsv(db: Db, filter: AuditFilter | null, language: 'zh' | 'en'): AsyncGenerator<string> {
  const heads = [words.moment, words.who, words.forWhom, words.what, words.target, words.outcome, words.from, words.requestId]
  yield `\uFEFF${stringify([heads.map((word) => word[language])])}`
  let after: { recordedAt: string; id: string } | undefined
  while (filter) {
    const rows = await listAuditRows(db, filter, after, rowsAtOnce)
    yield stringify(
      rows.map(shown).map((row) => {
        const organisation = language === 'zh' ? row.organisationZh : row.organisationEn
        return [row.recordedAt, row.loginName, organisation, row.operation, row.targetId, row.outcome, row.address, row.requestId]
      }),
    )
    after = rows.at(-1)
    if (rows.length < rowsAtOnce) return
  }
}

export const auditHandlers = [
  handle(listAuditRecords, async ({ input, db }) => {
    const { cursor, limit, ...asked } = input
    const filter = await filterOf(db, asked)
    const rows = filter ? await listAuditRows(db, filter, cursorOf(cursor), limit + 1) : []
    const items = rows.slice(0, limit).map(shown)
    const last = items.at(-1)
    return { items, nextCursor: rows.length > limit && last ? `${last.recordedAt} ${last.id}` : null }
  }),

  handle(downloadAudit, async ({ input, db }) => {
    const { language, ...asked } = input
    const chunks = asCsv(db, await filterOf(db, asked), language)
    return { mediaType: 'text/csv; charset=utf-8', fileName: `${words.fileName[language]}.csv`, chunks }
  }),

  handle(getAuditSeal, async ({ db }) => {
    const { last, keepMonths, basisZh, basisEn } = await findRetention(db)
    return {
      blockCount: last?.number ?? 0,
      sealedThrough: last?.toAt ?? null,
      lastHash: last?.hash ?? null,
      unsealedCount: await countRecordsFrom(db, last?.toAt ?? '1970-01-01T00:00:00Z'),
      keepMonths,
      basis: { zh: basisZh, en: basisEn },
    }
  }),
]
