// The example province at the command line: by itself at the first start, or by `xianchuang demo`.
import { exampleAccounts, examplePassword } from '../../seeds/example/accounts.ts'
import type { App } from '../app.ts'
import { type Db, run } from '../kernel/db.ts'
import type { Word } from '../kernel/word.ts'
import { type Command, CommandRefusal, printJson, progressLine, tell } from './command.ts'
import { commandWords } from './command.words.ts'
import { demoWords } from './demo.words.ts'
import { onApp } from './ground.ts'
import { serveWords as words } from './serve.words.ts'

/** Whether nobody and nothing has been recorded yet: no organisation and no account. */
export async function isEmpty(db: Db): Promise<boolean> {
  return (await run(db, 'select 1 from organisation union all select 1 from person limit 1')).length === 0
}

/** Loads the example with a progress line. @returns false when it was there already */
export async function loadExampleInto(app: App): Promise<boolean> {
  const { loadExample } = await import('../../seeds/example/load.ts')
  const begun = performance.now()
  tell(words.exampleLoading)
  const progress = progressLine()
  const counted = (stage: Word, done: number, total: number) =>
    total > 1 ? { zh: `${stage.zh} ${done}/${total}`, en: `${stage.en} ${done}/${total}` } : stage
  const isLoaded = await loadExample(app, (stage, done, total) => progress(counted(stage, done, total)))
  progress()
  if (isLoaded) tell(words.exampleLoaded, { seconds: ((performance.now() - begun) / 1000).toFixed(1) })
  return isLoaded
}

/** The accounts anybody may try, where there are any. */
export async function tellExampleAccounts(app: App): Promise<void> {
  const open = await run(app.db, 'select 1 from person where is_example and closed_at is null limit 1')
  if (open.length > 0) tell(words.exampleAccounts, { names: exampleAccounts.join(', '), password: examplePassword })
}

export const demo: Command = {
  title: demoWords.title,
  options: { json: { type: 'boolean', help: commandWords.json } },
  notes: [demoWords.what],
  run: ({ values }) =>
    onApp(async (app) => {
      const { hasExample } = await import('../../seeds/example/load.ts')
      if (!(await isEmpty(app.db)) && !(await hasExample(app.db))) throw new CommandRefusal(demoWords.notEmpty)
      const isLoaded = await loadExampleInto(app)
      if (!isLoaded) tell(demoWords.alreadyThere)
      if (values.json) printJson({ loaded: isLoaded, accounts: exampleAccounts, password: examplePassword })
      else await tellExampleAccounts(app)
    }, 'makes'),
}
