// One declared form is the check of what is sent, the guide that is read, the sheet that is printed and the columns that are counted.
import * as z from 'zod'
import { isCreditCode } from '../identity/identity.rules.ts'
import { isBankAccount, isPhone, isResidentId, masked, plainNumber, plainPhone } from '../identity/personal.rules.ts'
import { inputIssues } from '../kernel/issue.rules.ts'
import { issueWords } from '../kernel/issue.words.ts'
import type { InputIssue } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { say } from '../kernel/word.ts'
import { formWords as words } from './form.words.ts'
import type { Answer, Answers, Field, Fields } from './procedure.rules.ts'

const textMost = 200
const paragraphMost = 4_000
const fenMost = 10_000_000_000_00

const kinds: { readonly [Type in Field['type']]: (field: Extract<Field, { type: Type }>, today: string) => z.ZodType } = {
  text: ({ most = textMost }) => z.string().trim().min(1).max(most),
  paragraph: ({ most = paragraphMost }) => z.string().trim().min(1).max(most),
  integer: ({ least = 0, most = 1_000_000_000 }) => z.int().min(least).max(most),
  money: ({ mostFen = fenMost }) => z.int().min(0).max(mostFen),
  day: () => daySent,
  yes: () => z.boolean(),
  division: () => z.string().regex(/^\d{6}$/),
  resident_id: (_, today) =>
    z
      .string()
      .trim()
      .max(60)
      .transform(plainNumber)
      .refine((text) => isResidentId(text, today)),
  phone: () => z.string().trim().max(40).transform(plainPhone).refine(isPhone),
  bank_account: () => z.string().trim().max(60).transform(plainNumber).refine(isBankAccount),
  credit_code: () =>
    z
      .string()
      .trim()
      .max(60)
      .transform((text) => plainNumber(text).toUpperCase())
      .refine(isCreditCode),
  child: () => z.uuid(),
  standard: () => z.string().max(20),
  choice: ({ choices }) => z.enum(Object.keys(choices) as [string, ...string[]]),
  choices: ({ choices }) =>
    z
      .array(z.enum(Object.keys(choices) as [string, ...string[]]))
      .min(1)
      .max(Object.keys(choices).length),
  rows: ({ fields, atMost }, today) => z.array(shapeOf(fields, today, true)).max(atMost),
}

function shapeOf(fields: Fields, today: string, isWhole: boolean): z.ZodObject {
  const entries = Object.entries(fields).map(([key, field]) => {
    const shape = (kinds[field.type] as (field: Field, today: string) => z.ZodType)(field, today)
    return [key, isWhole && !field.isOptional && !field.askedWhen ? shape : shape.optional()] as const
  })
  return z.strictObject(Object.fromEntries(entries))
}

/** Whether a field is asked, by what was answered to the field it hangs on. */
export function isAsked(field: Field, answers: Answers): boolean {
  if (!field.askedWhen) return true
  const given = answers[field.askedWhen.field]
  const list = Array.isArray(given) ? (given as readonly unknown[]) : [given]
  return field.askedWhen.is.some((one) => list.includes(one))
}

export type CheckedForm = { answers: Answers; issues: InputIssue[] }

/**
 * What was sent of a form, checked field by field: what is wrong is named and left out, the rest is kept; nothing need be whole yet.
 * A field that is not asked is dropped.
 * @param today 'YYYY-MM-DD', against which days of birth are checked
 */
export function checkAnswers(fields: Fields, sent: Readonly<Record<string, unknown>>, today: string): CheckedForm {
  const answers: Record<string, Answer> = {}
  const issues: InputIssue[] = []
  for (const key of Object.keys(sent)) if (!fields[key]) issues.push({ path: key, text: words.noSuchField })
  for (const [key, field] of Object.entries(fields)) {
    const value = sent[key]
    if (value === undefined || value === null || value === '' || !isAsked(field, answers)) continue
    const read = shapeOf({ [key]: field }, today, true).safeParse({ [key]: value })
    if (read.success) answers[key] = read.data[key] as Answer
    else issues.push(...inputIssues(read.error).map((issue) => better(field, issue)))
  }
  const wrong = orderIssues(fields, answers)
  for (const { path } of wrong) delete answers[path]
  return { answers, issues: [...issues, ...wrong] }
}

/** Days that end what others begin, as the fields' own names say (contractFrom, contractTo), and lie before them. */
export function orderIssues(fields: Fields, answers: Answers): InputIssue[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const end = key.replace(/From$/, 'To')
    const [from, to] = [answers[key], answers[end]]
    const isPair = end !== key && field.type === 'day' && fields[end]?.type === 'day'
    if (!isPair || typeof from !== 'string' || typeof to !== 'string' || to >= from) return []
    const told = (language: 'zh' | 'en') => say(words.endBeforeStart, language, { start: field.title[language], day: from })
    return [{ path: end, text: { zh: told('zh'), en: told('en') } }]
  })
}

/** What is still missing before a form can be filed. */
export function missingOf(fields: Fields, answers: Answers): InputIssue[] {
  return Object.entries(fields)
    .filter(([key, field]) => !field.isOptional && isAsked(field, answers) && answers[key] === undefined)
    .map(([path]) => ({ path, text: issueWords.missing }))
}

const knownForms = ['resident_id', 'phone', 'bank_account', 'credit_code'] as const
const isKnownForm = (type: Field['type']): type is (typeof knownForms)[number] => knownForms.some((one) => one === type)
/** A field of a known form says what that form is. */
function better(field: Field, issue: InputIssue): InputIssue {
  return isKnownForm(field.type) ? { ...issue, text: words[field.type] } : issue
}

/** The answers as somebody who is not the applicant sees them: what is personal is masked. */
export function maskedAnswers(fields: Fields, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([key, value]) => {
      const field = fields[key]
      if (field?.type === 'rows' && Array.isArray(value))
        return [key, value.map((row) => maskedAnswers(field.fields, row as Answers)) as unknown as Answer]
      if (field?.type === 'child') return [key, '***']
      if (!field?.personal || value === undefined) return [key, value]
      return [key, field.personal === 'other' ? '***' : masked(field.personal, String(value))]
    }),
  )
}

/** The answers that lists filter by and statistics count: declared so, and never personal. */
export function countedAnswers(fields: Fields, answers: Answers): { key: string; value: string }[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const value = answers[key]
    if (!field.isCounted || field.personal || value === undefined) return []
    return Array.isArray(value) ? value.map((one) => ({ key, value: String(one) })) : [{ key, value: String(value) }]
  })
}

/** Who hosts what was applied for, by the credit code that was answered: kept beside the form, so that the host finds it. */
export function hostAnswer(hostField: string | undefined, answers: Answers): { key: string; value: string }[] {
  const value = hostField === undefined ? undefined : answers[hostField]
  return hostField !== undefined && typeof value === 'string' ? [{ key: hostField, value: plainNumber(value).toUpperCase() }] : []
}

/** The day of birth that a resident's number tells; null for none or another kind of number. */
export function bornOn(residentId: string | undefined): string | null {
  return residentId && /^\d{17}[\dX]$/.test(residentId)
    ? `${residentId.slice(6, 10)}-${residentId.slice(10, 12)}-${residentId.slice(12, 14)}`
    : null
}
