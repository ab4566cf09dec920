/** One record of the trail, as it is hashed: who, for whom, what, on what, with what result, from where, when. */
export type AuditFacts = {
  id: string
  actorId: string | null
  organisationId: string | null
  operation: string
  outcome: string
  targetId: string | null
  requestId: string
  originId: string | null
  recordedAt: string
}
export type Digest = (text: string) => string

/** The text of a record that its hash is of: every field, in this order, for good. */
export function recordText(record: AuditFacts): string {
  const { id, actorId, organisationId, operation, outcome, targetId, requestId, originId, recordedAt } = record
  return JSON.stringify([id, actorId, organisationId, operation, outcome, targetId, requestId, originId, recordedAt])
}

export type BlockFacts = {
  number: number
  fromAt: string
  toAt: string
  recordIds: readonly string[]
  recordHashes: readonly string[]
  previousHash: string
}

/** The hash of a block: its number, its stretch, each record's hash, and the block before. */
export function blockHash(block: BlockFacts, digest: Digest): string {
  const { number, fromAt, toAt, recordIds, recordHashes, previousHash } = block
  return digest(JSON.stringify([number, fromAt, toAt, recordIds, recordHashes, previousHash]))
}

/** The hash that the first block is chained to. */
export const chainStart = '0'

export type AuditProblem = {
  blockNumber: number
  recordId: string | null
  what: 'changed' | 'missing' | 'added' | 'block_changed' | 'chain_broken' | 'not_ours'
}

/** What is wrong with the records of one block: changed, missing, or added into a stretch that was sealed already. */
export function recordProblems(block: BlockFacts, records: readonly AuditFacts[], digest: Digest): AuditProblem[] {
  const sealed = new Map(block.recordIds.map((id, at) => [id, block.recordHashes[at]]))
  const found = new Set(records.map((record) => record.id))
  const told = (recordId: string, what: AuditProblem['what']) => ({ blockNumber: block.number, recordId, what })
  const wrong = records.flatMap((record) => {
    const hash = sealed.get(record.id)
    if (hash === undefined) return [told(record.id, 'added')]
    return hash === digest(recordText(record)) ? [] : [told(record.id, 'changed')]
  })
  const missing = block.recordIds.filter((id) => !found.has(id)).map((id) => told(id, 'missing'))
  return [...wrong, ...missing]
}
