import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Database, inTransaction } from '../kernel/db.ts'
import type { FileStore } from '../kernel/files.ts'
import { type Language, say } from '../kernel/word.ts'
import { both, type Command, CommandRefusal, printJson, shell } from './command.ts'
import { commandWords } from './command.words.ts'
import { onExistingGround } from './ground.ts'
import { checks } from './verify.checks.ts'
import { deepChecks } from './verify.deep.ts'
import { verifyWords as words } from './verify.words.ts'

export type CheckResult = { name: string; checked: number; wrong: number; example: string | null; note?: string }

export const verify: Command = {
  title: words.title,
  options: { 'skip-files': { type: 'boolean', help: words.skipFiles }, json: { type: 'boolean', help: commandWords.json } },
  notes: [words.what],
  run: ({ values }) =>
    onExistingGround(async ({ database, files }) => {
      const client = await database.pool.connect()
      try {
        const results = await verifyDatabase(client, values['skip-files'] ? undefined : files, values.json ? () => {} : printResult)
        results.push(...(await verifyDeep(database, values.json ? () => {} : printResult)))
        if (values.json) printJson({ checks: results, ok: results.every((each) => each.wrong === 0) })
        refuseWrong(results)
        if (!values.json) shell.process.stdout.write(`${both(words.allRight)}\n`)
      } finally {
        client.release()
      }
    }),
}

/** Asks every check of one snapshot, and reads the files unless none are given. */
export async function verifyDatabase(
  client: pg.PoolClient,
  files: FileStore | undefined,
  onResult: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const note = (result: CheckResult) => {
    results.push(result)
    onResult(result)
  }
  // By this name figures know that it only reads, however long: their latest moment need not wait for it.
  await client.query(`set application_name = 'xianchuang-reader'`)
  await client.query('begin isolation level repeatable read read only')
  try {
    await client.query("set local statement_timeout = 0; set local work_mem = '64MB'")
    for (const { name, sql } of checks) {
      const [row] = (await client.query<Omit<CheckResult, 'name'>>(sql)).rows
      note({ name, checked: Number(row!.checked), wrong: Number(row!.wrong), example: row!.example })
    }
    if (files) note(await verifyFiles(client, files))
  } finally {
    await client.query('rollback')
  }
  return results
}

/** What SQL alone cannot ask: it takes the keys. Each check in a snapshot of its own. */
export async function verifyDeep(database: Database, onResult: (result: CheckResult) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const { name, find } of deepChecks) {
    const result = { name, ...(await inTransaction(database.db, 'read', find)) }
    results.push(result)
    onResult(result)
  }
  return results
}

/** @throws CommandRefusal that names what does not hold */
export function refuseWrong(results: readonly CheckResult[]): void {
  const wrong = results.filter((each) => each.wrong > 0)
  if (wrong.length > 0) throw new CommandRefusal(words.failed, { names: wrong.map((each) => each.name).join(', ') })
}

async function verifyFiles(client: pg.PoolClient, files: FileStore): Promise<CheckResult> {
  const { rows } = await client.query<{ hash: string; byte_count: number }>('select hash, byte_count from file order by hash')
  const wrong: string[] = []
  for (const { hash, byte_count } of rows) if (!(await isWhole(files, hash, byte_count))) wrong.push(hash)
  return { name: 'files_whole', checked: rows.length, wrong: wrong.length, example: wrong[0] ?? null }
}

async function isWhole(files: FileStore, hash: string, byteCount: number): Promise<boolean> {
  const digest = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of await files.read(hash)) {
      digest.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
    }
  } catch {
    return false
  }
  return bytes === byteCount && digest.digest('hex') === hash
}

/** One line for each check, on stdout: the counts are what was asked for. */
export function printResult({ name, checked, wrong, example, note }: CheckResult): void {
  const what = [...checks, ...deepChecks].find((each) => each.name === name)?.word ?? words.filesWhole
  const inLanguage = (language: Language) => say(words.line, language, { what: what[language], checked, wrong })
  const line = `${wrong === 0 ? '✓' : '✗'} ${inLanguage('zh')}  ${inLanguage('en')}`
  shell.process.stdout.write(`${line}${example ? `  (${both(words.example, { example })})` : ''}${note ? `  [${note}]` : ''}\n`)
}
