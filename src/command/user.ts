import {
  closeAccount,
  createAccount,
  findOrganisationId,
  forgetFactors,
  type GrantScope,
  grantRole,
  listAccounts,
  revokeRole,
  setPassword,
  unlock,
} from '../identity/account.server.ts'
import { type PasswordFault, passwordWeak } from '../identity/password.contract.ts'
import { passwordWords } from '../identity/password.words.ts'
import { type Db, run } from '../kernel/db.ts'
import { Refused } from '../kernel/errors.ts'
import { readSeed } from '../kernel/seeds.ts'
import { say } from '../kernel/word.ts'
import { both, type Command, CommandRefusal, missingOf, printJson, shell, tell, usage, type Values } from './command.ts'
import { commandWords } from './command.words.ts'
import { onExistingGround } from './ground.ts'
import { readPassword } from './password.ts'
import { userWords as words } from './user.words.ts'

const roles = readSeed('roles.csv')
const roleNames = roles.map((role) => role.code).join(', ')
type Call = { db: Db; loginName: string; values: Values }

const actions: Record<string, (call: Call) => Promise<void>> = {
  async create({ db, loginName, values }) {
    const grant = values.role ? [{ role: roleOf(values), ...(await requireScope(db, values)) }] : []
    const password = await readPassword()
    await tellFaults(
      createAccount(db, { loginName, displayName: String(values.name ?? loginName), password, grants: grant, now: new Date() }),
    )
    tell(words.created, { loginName })
  },
  async password({ db, loginName }) {
    await tellFaults(setPassword(db, loginName, await readPassword(), new Date()))
    tell(words.passwordSet, { loginName })
  },
  async grant({ db, loginName, values }) {
    const role = roleOf(values)
    await grantRole(db, loginName, role, await requireScope(db, values))
    tell(words.granted, { loginName, role })
  },
  async revoke({ db, loginName, values }) {
    const count = await revokeRole(db, loginName, roleOf(values), await scopeOf(db, values))
    if (count === 0) throw new CommandRefusal(words.nothingToRevoke, { loginName })
    tell(words.revoked, { count })
  },
  async unlock({ db, loginName }) {
    await unlock(db, loginName)
    tell(words.unlocked, { loginName })
  },
  async 'forget-factors'({ db, loginName }) {
    await forgetFactors(db, loginName)
    tell(words.factorsForgotten, { loginName })
  },
  async close({ db, loginName }) {
    await closeAccount(db, loginName)
    tell(words.closed, { loginName })
  },
  async list({ db, values }) {
    const accounts = await listAccounts(db)
    if (values.json) return printJson(accounts)
    for (const account of accounts) {
      const marks = [account.isExample && words.exampleMark, account.closedAt && words.closedMark].flatMap((word) =>
        word ? [both(word)] : [],
      )
      const grants = account.grants.map((grant) => [grant.role, grant.organisation ?? grant.divisionCode ?? []].flat().join(' '))
      shell.process.stdout.write(`${[account.loginName, account.displayName, grants.join(', '), ...marks].join('\t')}\n`)
    }
  },
}

export const user: Command = {
  title: words.title,
  positionals: [
    { shape: '<action>', help: words.action },
    { shape: '<name>', help: words.loginName, isOptional: true },
  ],
  options: {
    name: { type: 'string', shape: '张三', help: words.name },
    role: {
      type: 'string',
      shape: 'operator',
      help: { zh: words.role.zh.replace('{roles}', roleNames), en: words.role.en.replace('{roles}', roleNames) },
    },
    organisation: { type: 'string', shape: '<code>', help: words.organisation },
    division: { type: 'string', shape: '220000', help: words.division },
    json: { type: 'boolean', help: commandWords.json },
  },
  notes: [words.passwordNote],
  run: async ({ values, positionals }) => {
    const [action = '', loginName = ''] = positionals
    const act = actions[action] ?? usage(words.badAction, { action })
    if (loginName === '' && action !== 'list') usage(missingOf({ shape: '<name>', help: words.loginName }))
    if (action === 'grant' || action === 'revoke' || values.role) roleOf(values)
    if (action === 'grant' || (action === 'create' && values.role)) requireOneScope(values)
    await onExistingGround(({ database }) => act({ db: database.db, loginName, values }))
  },
}

/** A password that does not meet the rules is told what it lacks, all of it. */
async function tellFaults(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    const reasons =
      error instanceof Refused && error.code === passwordWeak.code ? (error.params as { reasons: PasswordFault[] }).reasons : []
    if (reasons.length === 0) throw error
    const told = (language: 'zh' | 'en') =>
      reasons.map(({ code, ...params }) => say(passwordWords[`reason_${code}`], language, params)).join(' ')
    throw new CommandRefusal({ zh: told('zh'), en: told('en') })
  }
}

function roleOf(values: Values): string {
  const role = roles.find((each) => each.code === values.role)
  return role?.code ?? usage(words.badRole, { role: values.role ?? '', roles: roleNames })
}

const isPersonal = (values: Values) => roles.some((each) => each.code === values.role && each.scope === 'self')

/** A personal role has no scope, every other one exactly one. */
function requireOneScope(values: Values): void {
  const given = [values.organisation, values.division].filter((each) => each !== undefined).length
  if (given !== (isPersonal(values) ? 0 : 1)) usage(words.oneScope)
}

async function requireScope(db: Db, values: Values): Promise<GrantScope> {
  const scope = await scopeOf(db, values)
  if (!scope && isPersonal(values)) return { organisationId: null, divisionCode: null }
  return scope ?? usage(words.oneScope)
}

async function scopeOf(db: Db, values: Values): Promise<GrantScope | null> {
  if (values.organisation !== undefined) {
    const organisationId = await findOrganisationId(db, String(values.organisation))
    if (!organisationId) throw new CommandRefusal(words.noOrganisation, { organisation: values.organisation })
    return { organisationId, divisionCode: null }
  }
  if (values.division === undefined) return null
  const divisionCode = String(values.division)
  const found = await run(db, 'select 1 from division where code = $1', [divisionCode])
  if (found.length === 0) throw new CommandRefusal(words.noDivision, { division: divisionCode })
  return { organisationId: null, divisionCode }
}
