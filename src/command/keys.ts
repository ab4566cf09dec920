// The keys outside the database: which there are, what each still opens, exchanging them and dropping one.
import { countProofsByKey } from '../identity/audit.server.ts'
import { type Db, inTransaction } from '../kernel/db.ts'
import { addKey, dropKey, holdVault, type KeyringSettings, keyNames, keyringSettings, openKeyring, vault } from '../kernel/keyring.ts'
import { countByKey, countJobsByKey, nameOfSealed, resealSome } from '../kernel/sealed.ts'
import { sealedColumns, sealedJobs } from '../slices.server.ts'
import { both, type Command, CommandRefusal, printJson, progressLine, shell, tell, usage, type Values } from './command.ts'
import { commandWords } from './command.words.ts'
import { onExistingGround } from './ground.ts'
import { keysWords as words } from './keys.words.ts'

const rowsAtOnce = 500

type Status = {
  current: string
  keys: string[]
  columns: { column: string; total: number; stale: number }[]
  needed: Record<string, string[]>
}

/** What each key is still needed for. Proofs of the audit trail are never made anew: they need their key as long as the block stands. */
async function statusOf(db: Db, settings: KeyringSettings): Promise<Status> {
  const { currentKey, family } = vault()
  const needed: Record<string, string[]> = {}
  const note = (key: string, what: string) => {
    needed[key] = [...(needed[key] ?? []), what]
  }
  const columns: Status['columns'] = []
  for (const sealed of sealedColumns) {
    const counts = await countByKey(db, sealed)
    const column = nameOfSealed(sealed)
    for (const { key, count } of counts) if (key !== '' && key !== currentKey) note(key, `${column} (${count})`)
    const total = counts.reduce((sum, each) => sum + each.count, 0)
    const fresh = counts.find((each) => each.key === currentKey && each.family === family)?.count ?? 0
    columns.push({ column, total, stale: total - fresh })
  }
  for (const job of sealedJobs)
    for (const { key, count } of await countJobsByKey(db, job)) if (key !== currentKey) note(key, `${job.job} (${count})`)
  for (const { key, count } of await countProofsByKey(db)) if (key !== currentKey) note(key, `audit_block.proof (${count})`)
  return { current: currentKey, keys: keyNames(settings), columns, needed }
}

async function rotate(db: Db, settings: KeyringSettings, values: Values): Promise<void> {
  if (!values.resume) addKey(settings)
  holdVault(openKeyring(settings))
  const progress = progressLine()
  let count = 0
  for (const sealed of sealedColumns)
    for (;;) {
      const done = await inTransaction(db, 'write', (tx) => resealSome(tx, sealed, rowsAtOnce))
      if (done === 0) break
      count += done
      progress(words.progress, { column: nameOfSealed(sealed), count })
    }
  progress()
  tell(words.done, { key: vault().currentKey, count })
  const { keys, current, needed } = await statusOf(db, settings)
  const free = keys.filter((key) => key !== current && !needed[key])
  if (free.length > 0) tell(words.mayDrop, { names: free.join(', ') })
}

async function drop(db: Db, settings: KeyringSettings, key: string): Promise<void> {
  const { current, keys, needed } = await statusOf(db, settings)
  if (key === current) throw new CommandRefusal(words.isCurrent, { key })
  if (!keys.includes(key)) throw new CommandRefusal(words.noSuchKey, { key })
  if (needed[key]) throw new CommandRefusal(words.needed, { key, what: needed[key].join(', ') })
  dropKey(settings, key)
  tell(words.dropped, { key })
}

export const keys: Command = {
  title: words.title,
  positionals: [
    { shape: '<action>', help: words.action, isOptional: true },
    { shape: '<key>', help: words.key, isOptional: true },
  ],
  options: { resume: { type: 'boolean', help: words.resume }, json: { type: 'boolean', help: commandWords.json } },
  notes: [words.what],
  run: async ({ values, positionals }) => {
    const [action = 'status', key = ''] = positionals
    if (!['status', 'rotate', 'drop'].includes(action)) usage(words.badAction, { action })
    if (action === 'drop' && key === '') usage(commandWords.missing, { what: '<key>' })
    await onExistingGround(async ({ database, dataDir }) => {
      const settings = keyringSettings(dataDir, shell.process.env)
      if (action === 'rotate') return rotate(database.db, settings, values)
      if (action === 'drop') return drop(database.db, settings, key)
      const status = await inTransaction(database.db, 'read', (tx) => statusOf(tx, settings))
      if (values.json) return printJson(status)
      shell.process.stdout.write(`${both(words.current, { key: status.current, held: status.keys.join(', ') })}\n`)
      for (const column of status.columns) shell.process.stdout.write(`${both(words.line, column)}\n`)
    })
  },
}
