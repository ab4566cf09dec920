// What must hold of a declaration before anybody applies: proved at start-up and in the tests, not found out by an applicant.
import { authorisation, generalParameters, isGeneral } from './general.rules.ts'
import { type Field, type Fields, officesOfAll, type Procedure, type Stage } from './procedure.rules.ts'
import { asksStandard } from './standard.rules.ts'

export type ProofProblem = { procedure: string; at: string; what: string }

/** Every fault of a declaration; empty for one that may be opened. @param rulings the names of the rules that name an office */
export function proveProcedure(procedure: Procedure, rulings: readonly string[]): ProofProblem[] {
  const problem = (at: string, what: string) => ({ procedure: `${procedure.code}/${procedure.edition}`, at, what })
  const found = [
    ...stageFaults(procedure),
    ...formFaults(procedure.form, ''),
    ...numberFaults(procedure),
    ...officeFaults(procedure, rulings),
    ...duplicates('condition', procedure.conditions),
    ...duplicates('material', [authorisation, ...procedure.materials]),
    ...unaskedFaults(procedure),
    ...mendFaults(procedure),
    ...standardFaults(procedure),
    ...countyFaults(procedure),
  ]
  if (procedure.basis.length === 0) found.push(['basis', 'names no document'])
  if (!/^[A-Z]{2,6}$/.test(procedure.prefix)) found.push(['prefix', 'is not two to six capital letters'])
  for (const [role, key] of [
    ['nameField', procedure.nameField],
    ['idField', procedure.idField],
    ['divisionField', procedure.divisionField],
    ['hostField', procedure.hostField],
    ['onceFor', procedure.onceFor],
    ['askedIn', procedure.outcome.askedIn],
  ] as const)
    if (key !== undefined && !procedure.form[key]) found.push([role, `names no field: ${key}`])
  if (Object.values(procedure.records ?? {}).some(({ by }) => by === 'host') && !procedure.hostField)
    found.push(['records', 'are of a host whom no field names'])
  if (procedure.form[procedure.divisionField]?.type !== 'division') found.push(['divisionField', 'is not a division'])
  if (procedure.idField && procedure.form[procedure.idField]?.personal === undefined) found.push(['idField', 'is not marked personal'])
  if (procedure.payee && procedure.form[procedure.payee.account]?.type !== 'bank_account') found.push(['payee', 'names no bank account'])
  if (procedure.payee && !procedure.form[procedure.payee.bank]) found.push(['payee', `names no field: ${procedure.payee.bank}`])
  return found.map(([at, what]) => problem(at, what))
}

type Fault = [at: string, what: string]

function duplicates(what: string, items: readonly { code: string }[]): Fault[] {
  const codes = items.map(({ code }) => code)
  return codes.filter((code, at) => codes.indexOf(code) !== at).map((code) => [`${what} ${code}`, 'stands twice'])
}

/** From every stage an end is reached: each goes on to the next, somebody decides at last, and ways back lead back and are counted. */
function stageFaults({ stages, returnsMost, parameters }: Procedure): Fault[] {
  const codes = stages.map(({ code }) => code)
  const found: Fault[] = duplicates('stage', stages)
  if (stages.at(-1)?.kind !== 'decision') found.push(['stages', 'do not end with a decision'])
  if (stages.filter(({ kind }) => kind === 'decision').length > 1) found.push(['stages', 'decide more than once'])
  if (stages.at(-1)?.skippedWhen) found.push(['stages', 'may skip the decision'])
  if (!(returnsMost >= 1 && returnsMost <= 5)) found.push(['returnsMost', 'lets a case go round more than five times, or never back'])
  stages.forEach((stage, at) => {
    for (const target of stage.returnsTo ?? [])
      if (!codes.slice(0, at).includes(target)) found.push([`stage ${stage.code}`, `returns to ${target}, which is no earlier stage`])
    if (stage.kind === 'joint') found.push(...duplicates('signer', stage.signers), ...(stage.signers.length ? [] : [noSigner(stage)]))
    if (stage.kind === 'expert' && stage.sheet.criteria.length === 0) found.push([`stage ${stage.code}`, 'has no criterion to score by'])
    if (stage.kind === 'expert') found.push(...duplicates(`criterion of ${stage.code}:`, stage.sheet.criteria))
    if (stage.kind === 'expert' && parameters[stage.sheet.fee]?.type !== 'money')
      found.push([`stage ${stage.code}`, `names no amount among the parameters: ${stage.sheet.fee}`])
  })
  return found
}

/** An office is found by a permission that somebody may hold, and one that a rule names by a rule there is. */
function officeFaults(procedure: Procedure, rulings: readonly string[]): Fault[] {
  return officesOfAll(procedure).flatMap((office): Fault[] => [
    ...(office.at === 'ruled' && !rulings.includes(office.ruling) ? [['office', `is named by no rule: ${office.ruling}`] as Fault] : []),
    ...(office.at === 'employer' && procedure.subject === 'new_organisation'
      ? [['office', 'is an employer that nobody has yet'] as Fault]
      : []),
    ...(office.at !== 'employer' && !/^[a-z]+\.[a-z_]+$/.test(office.permission) ? [['office', 'names no permission'] as Fault] : []),
  ])
}
const noSigner = (stage: Stage): Fault => [`stage ${stage.code}`, 'has nobody to sign']

/** What is given unasked is a person's, on the ground of another procedure, and every reason has a name of its own. */
function unaskedFaults({ code, unasked, subject, conditions }: Procedure): Fault[] {
  if (!unasked) return []
  const found: Fault[] = duplicates('condition', [...conditions, ...unasked.needs])
  if (unasked.from === code) found.push(['unasked', 'is given on the ground of itself'])
  if (subject !== 'person') found.push(['unasked', 'is given to persons alone'])
  return found
}

/** Whoever is told to mend and does not is brought to an end by an office: no employer ends an application, and no number of its own hides the limit. */
function mendFaults(procedure: Procedure): Fault[] {
  const { stages, parameters } = procedure
  const asking = stages.filter(({ kind, asksToMend }) => kind === 'intake' || asksToMend)
  return [
    ...asking
      .filter(({ office }) => office.at === 'employer')
      .map(({ code }): Fault => [`stage ${code}`, 'asks to mend where no office can end what is never mended']),
    ...Object.keys(parameters)
      .filter(isGeneral)
      .map((key): Fault => [`parameter ${key}`, 'is a general one already']),
  ]
}

/** A county's affair says who files it; its county is settled at the start, and nobody employs it. */
function countyFaults({ subject, filedWith, stages, form, divisionField }: Procedure): Fault[] {
  if (subject !== 'division') return filedWith === undefined ? [] : [['filedWith', 'is for a county’s affair alone']]
  const found: Fault[] = []
  if (!/^[a-z]+\.[a-z_]+$/.test(filedWith ?? '')) found.push(['filedWith', 'names no permission'])
  if (form[divisionField]?.isFixed !== true) found.push(['divisionField', 'may be changed'])
  if (stages.some(({ office }) => office.at === 'employer')) found.push(['stages', 'ask an employer that no county has'])
  return found
}

/** What is chosen from a standard is of a level that can be granted, and what looks at it is asked with it. */
function standardFaults(procedure: Procedure): Fault[] {
  const asks = asksStandard(procedure)
  const found: Fault[] = asks && !procedure.outcome.levels ? [['outcome', 'has no level for the items of a standard']] : []
  return !asks && procedure.conditions.some(({ ofStandard }) => ofStandard)
    ? [...found, ['conditions', 'look at a standard that nobody asks for']]
    : found
}

function formFaults(fields: Fields, path: string): Fault[] {
  const keys = Object.keys(fields)
  return Object.entries(fields).flatMap(([key, field], at): Fault[] => {
    const here = `field ${path}${key}`
    const found: Fault[] = []
    if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(key)) found.push([here, 'has no plain name'])
    if (field.askedWhen && !keys.slice(0, at).includes(field.askedWhen.field)) found.push([here, 'hangs on a field that is not before it'])
    if (field.isCounted && field.personal) found.push([here, 'is personal and counted'])
    if (isPersonalType(field) && !field.personal) found.push([here, 'is personal and not marked so'])
    if (field.type === 'rows' && path !== '') found.push([here, 'is rows within rows'])
    else if (field.type === 'rows') found.push(...formFaults(field.fields, `${path}${key}.`))
    return found
  })
}
const isPersonalType = ({ type }: Field) => type === 'resident_id' || type === 'phone' || type === 'bank_account'

/** Every number that is named is a parameter, and the stages' limits fit into the time promised where all are written out. */
function numberFaults(procedure: Procedure): Fault[] {
  const { stages, outcome, parameters } = procedure
  const named: [string, number | string][] = [
    ...stages.map(({ code, days }): [string, number | string] => [`stage ${code}`, days]),
    ...stages.flatMap((stage): [string, number | string][] => (stage.kind === 'notice' ? [[`stage ${stage.code}`, stage.noticeDays]] : [])),
    ...stages.flatMap((stage): [string, number | string][] =>
      stage.kind === 'expert'
        ? [
            [`stage ${stage.code}`, stage.sheet.seats],
            [`stage ${stage.code}`, stage.sheet.passMark],
            [`stage ${stage.code}`, stage.sheet.reviewDays],
          ]
        : [],
    ),
    ['outcome', outcome.termMonths],
    ...(procedure.unasked ? [['unasked', procedure.unasked.declineDays] satisfies [string, number | string]] : []),
    ['promisedDays', procedure.promisedDays],
    ['appealDays', procedure.appealDays],
  ]
  const found = named
    .filter(([, days]) => typeof days === 'string' && parameters[days]?.type !== 'integer')
    .map(([at, days]): Fault => [at, `names no whole number among the parameters: ${days}`])
  const written = stages.map(({ days }) => days)
  const sum = written.reduce<number>((total, days) => total + (typeof days === 'number' ? days : 0), 0)
  if (written.some((days) => typeof days === 'number' && days < 1)) found.push(['stages', 'have a limit of no day'])
  if (typeof procedure.promisedDays === 'number' && sum > procedure.promisedDays)
    found.push(['promisedDays', 'is less than the stages take'])
  return found
}

/**
 * Whether the parameters of a version keep the promise: every declared one given, each limit a day at least, their sum within the time
 * promised, a notice within its stage; experts take their time while the clock stands.
 */
export function parameterFaults(procedure: Procedure, values: Readonly<Record<string, unknown>>): Fault[] {
  const found: Fault[] = []
  const general = generalParameters(procedure)
  for (const [key, parameter] of Object.entries({ ...procedure.parameters, ...general })) {
    const value = values[key]
    if (value === undefined) found.push(...(general[key] ? [] : [[key, 'missing'] satisfies Fault]))
    else if (parameter.type === 'table') {
      const isTable = typeof value === 'object' && value !== null && !Array.isArray(value)
      const good = isTable && Object.entries(value).every(([name, one]) => parameter.keys[name] && Number.isSafeInteger(one) && one >= 0)
      if (!good) found.push([key, 'wrong'])
    } else if (!Number.isSafeInteger(value) || (value as number) < (parameter.type === 'integer' ? parameter.least : 0))
      found.push([key, 'wrong'])
    else if (parameter.type === 'integer' && (value as number) > parameter.most) found.push([key, 'wrong'])
  }
  for (const key of Object.keys(values)) if (!procedure.parameters[key] && !general[key]) found.push([key, 'unknown'])
  if (found.length > 0) return found
  const read = (days: number | string) => (typeof days === 'number' ? days : (values[days] as number))
  const sum = procedure.stages.reduce((total, { days }) => total + read(days), 0)
  if (sum > read(procedure.promisedDays)) found.push([String(procedure.promisedDays), 'promise'])
  for (const stage of procedure.stages)
    if (stage.kind === 'notice' && read(stage.noticeDays) > read(stage.days)) found.push([String(stage.noticeDays), 'stage'])
  return found
}
