import type { App } from '../app.ts'
import { getOrganisationByCreditCode } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import { newId } from '../kernel/id.ts'
import { perform } from '../kernel/perform.ts'
import { getStatement, type Statement } from '../oversight/oversight.contract.ts'
import { both, type Command, CommandRefusal, printJson, usage } from './command.ts'
import { commandWords } from './command.words.ts'
import { figuresCommandWords as words } from './figures.words.ts'
import { onApp } from './ground.ts'

/** Whoever may run commands on the database may read all of it: nothing is cut. */
const atTheShell: Actor = {
  personId: newId(),
  sessionId: newId(),
  organisationId: null,
  permissions: new Set(['figures.rows', 'billing.read']),
  grants: [{ role: 'auditor', organisationId: null, divisionCode: '000000', permissions: new Set(['figures.rows', 'billing.read']) }],
}

async function statementOf(app: App, input: Record<string, unknown>): Promise<Statement> {
  const handler = app.slices.flatMap((slice) => slice.handlers).find((one) => one.contract === getStatement)
  if (!handler) throw new Error('no slice answers getStatement')
  const settings = { db: app.db, listeners: [], enqueue: app.jobs.enqueue, writeAudit: async () => {} }
  return (await perform(handler, { sent: input, actor: atTheShell, now: new Date(), requestId: newId() }, settings)) as Statement
}

async function institutionIdOf(app: App, creditCode: string): Promise<string> {
  const organisation = await getOrganisationByCreditCode(app.db, creditCode)
  if (!organisation) throw new CommandRefusal(words.noInstitution, { creditCode })
  return organisation.id
}

function print(statement: Statement): void {
  const lines = statement.cells.map(({ title, unit, value }) => {
    const inWords = value.text === null ? both(words.suppressed) : `${value.text} ${unit.zh}`
    return `${title.zh.padEnd(14, '　')}${inWords.padStart(18)}  ${title.en}`
  })
  const notes = [...statement.assumptions.map(({ text }) => text), ...statement.notes].map((note) => `※ ${both(note)}`)
  process.stdout.write(`${both(words.head, statement)}\n${[...lines, ...notes].join('\n')}\n`)
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
    if (!/^\d{4}$/.test(String(year))) usage(commandWords.badValue, { option: '--year', value: year, shape: '2022' })
    await onApp(async (app) => {
      const statement = await statementOf(app, {
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
