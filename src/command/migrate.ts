import { type Command, printJson, tell } from './command.ts'
import { commandWords } from './command.words.ts'
import { onGround } from './ground.ts'
import { migrateWords as words } from './migrate.words.ts'

export const migrateCommand: Command = {
  title: words.title,
  options: { json: { type: 'boolean', help: commandWords.json } },
  notes: [words.forward],
  run: ({ values }) =>
    onGround(async ({ url }) => {
      const { migrateAll } = await import('../app.ts')
      const applied = await migrateAll(url, (name) => tell(words.applied, { name }))
      if (values.json) printJson({ applied })
      else tell(applied.length > 0 ? words.done : words.upToDate, { count: applied.length })
    }),
}
