import { createHash } from 'node:crypto'
import { type Check, type CheckResult, runChecks } from '../kernel/check.ts'
import { type Database, inTransaction, run } from '../kernel/db.ts'
import type { FileStore } from '../kernel/files.ts'
import { type Language, say } from '../kernel/word.ts'
import { checksOf, slicesInOrder } from '../slices.server.ts'
import { both, type Command, CommandRefusal, printJson, shell } from './command.ts'
import { commandWords } from './command.words.ts'
import { onExistingGround } from './ground.ts'
import { verifyWords as words } from './verify.words.ts'

export const verify: Command = {
  title: words.title,
  options: { 'skip-files': { type: 'boolean', help: words.skipFiles }, json: { type: 'boolean', help: commandWords.json } },
  notes: [words.what],
  run: ({ values }) =>
    onExistingGround(async ({ database, files }) => {
      const checks = checksOf(slicesInOrder({ files }))
      const asked = { checks, files: values['skip-files'] ? undefined : files }
      const results = await verifyDatabase(database, asked, values.json ? undefined : printer(checks))
      if (values.json) printJson({ checks: results, ok: results.every((each) => each.wrong === 0) })
      refuseWrong(results)
      if (!values.json) shell.process.stdout.write(`${both(words.allRight)}\n`)
    }),
}

/** Asks every check of one snapshot, those that need keys if they are at hand, and reads the files unless none are given. */
export async function verifyDatabase(
  database: Database,
  { checks, files }: { checks: readonly Check[]; files: FileStore | undefined },
  onResult: (result: CheckResult) => void = () => {},
): Promise<CheckResult[]> {
  return inTransaction(database.db, 'read', async (db) => {
    // By this name figures know that it only reads, however long: their latest moment need not wait for it.
    await run(db, `set local application_name = 'xianchuang-reader'`)
    await run(db, 'set local statement_timeout = 0')
    await run(db, `set local work_mem = '64MB'`)
    const all = files ? [...checks, wholeFiles(files)] : checks
    return runChecks(db, all, onResult)
  })
}

/** @throws CommandRefusal that names what does not hold */
export function refuseWrong(results: readonly CheckResult[]): void {
  const wrong = results.filter((each) => each.wrong > 0)
  if (wrong.length > 0) throw new CommandRefusal(words.failed, { names: wrong.map((each) => each.name).join(', ') })
}

/** Each stored file has the bytes and the digest that its row says. */
function wholeFiles(files: FileStore): Check {
  return {
    name: 'files_whole',
    word: words.filesWhole,
    find: async (db) => {
      const rows = await run<{ hash: string; byteCount: number }>(db, 'select hash, byte_count as "byteCount" from file order by hash')
      const wrong: string[] = []
      for (const { hash, byteCount } of rows) if (!(await isWhole(files, hash, byteCount))) wrong.push(hash)
      return { checked: rows.length, wrong: wrong.length, example: wrong[0] ?? null }
    },
  }
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

/** Prints one line for each check on stdout: the counts are what was asked for. */
export function printer(checks: readonly Check[]): (result: CheckResult) => void {
  const wordOf = new Map(checks.map((check) => [check.name, check.word]))
  return ({ name, checked, wrong, example, note }) => {
    const what = wordOf.get(name) ?? words.filesWhole
    const inLanguage = (language: Language) => say(words.line, language, { what: what[language], checked, wrong })
    const line = `${wrong === 0 ? '✓' : '✗'} ${inLanguage('zh')}  ${inLanguage('en')}`
    shell.process.stdout.write(`${line}${example ? `  (${both(words.example, { example })})` : ''}${note ? `  [${note}]` : ''}\n`)
  }
}
