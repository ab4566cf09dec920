import type { App } from '../app.ts'
import { getOrganisationByCreditCode } from '../identity/identity.server.ts'
import { getStatement, type Statement } from '../oversight/oversight.contract.ts'
import { both, type Command, CommandRefusal, printJson, shell, usage } from './command.ts'
import { commandWords } from './command.words.ts'
import { figuresCommandWords as words } from './figures.words.ts'
import { onApp, performAtShell } from './ground.ts'

/** The id of the institution of a credit code. @throws CommandRefusal when there is none */
export async function institutionIdOf(app: App, creditCode: string): Promise<string> {
  const organisation = await getOrganisationByCreditCode(app.db, creditCode)
  if (!organisation) throw new CommandRefusal(words.noInstitution, { creditCode })
  return organisation.id
}

function print(statement: Statement): void {
  const lines = statement.cells.map(({ title, unit, value }) => {
    const inWords = value.isUnrecorded ? both(words.unrecorded) : value.text === null ? both(words.suppressed) : `${value.text} ${unit.zh}`
    return `${title.zh.padEnd(14, '　')}${inWords.padStart(18)}  ${title.en}`
  })
  const notes = [...statement.assumptions.map(({ text }) => text), ...statement.notes].map((note) => `※ ${both(note)}`)
  shell.process.stdout.write(`${both(words.head, statement)}\n${[...lines, ...notes].join('\n')}\n`)
}

export const figures: Command = {
  title: words.title,
  options: {
    year: { type: 'string', shape: '2022', help: words.year },
    'as-of': { type: 'string', shape: '2023-03-31', help: words.asOf },
    'stock-on': { type: 'string', shape: '2022-12-31', help: words.stockOn },
    institution: { type: 'string', shape: '<credit code>', help: words.institution },
    json: { type: 'boolean', help: commandWords.json },
  },
  run: async ({ values }) => {
    const { year, institution, json } = values
    if (year === undefined) usage(words.noYear)
    if (!/^\d{4}$/.test(String(year))) usage(commandWords.badExample, { option: '--year', value: year, shape: '2022' })
    for (const [option, value] of [
      ['--as-of', values['as-of']],
      ['--stock-on', values['stock-on']],
    ] as const)
      if (value !== undefined && Number.isNaN(Date.parse(String(value))))
        usage(commandWords.badExample, { option, value, shape: '2023-03-31' })
    await onApp(async (app) => {
      const statement = await performAtShell(app, getStatement, {
        year,
        ...(values['as-of'] === undefined ? {} : { asOf: values['as-of'] }),
        ...(values['stock-on'] === undefined ? {} : { stockOn: values['stock-on'] }),
        ...(institution === undefined ? {} : { institutionId: await institutionIdOf(app, String(institution)) }),
      })
      if (json) printJson(statement)
      else print(statement)
    })
  },
}
