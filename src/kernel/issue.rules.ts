// What is wrong with one value of an input, in words for the person who filled it in.
import type * as z from 'zod'
import { issueWords as words } from './issue.words.ts'
import type { InputIssue } from './kernel.contract.ts'
import { say, type Word } from './word.ts'

/** The issues of a refused input: where, and what to do, in both languages. */
export function inputIssues(error: z.ZodError): InputIssue[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), text: textOf(issue) }))
}

/** Where in an input a NUL character stands, which no text of the database can hold. */
export function nulIssues(value: unknown, path: readonly string[] = []): InputIssue[] {
  if (typeof value === 'string') return value.includes('\u0000') ? [{ path: path.join('.'), text: words.nul }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => nulIssues(inner, [...path, key]))
}

function textOf(issue: z.core.$ZodIssue): { zh: string; en: string } {
  const { word, params } = wordOf(issue)
  return { zh: say(word, 'zh', params), en: say(word, 'en', params) }
}

function wordOf(issue: z.core.$ZodIssue): { word: Word; params: Record<string, unknown> } {
  switch (issue.code) {
    case 'invalid_type':
      return kindOf(issue)
    case 'too_small':
      return {
        word: issue.origin === 'string' ? words.tooShort : issue.origin === 'array' ? words.tooFew : words.tooSmall,
        params: { least: issue.minimum },
      }
    case 'too_big':
      return {
        word: issue.origin === 'string' ? words.tooLong : issue.origin === 'array' ? words.tooMany : words.tooLarge,
        params: { most: issue.maximum },
      }
    case 'invalid_value':
      return { word: words.notOneOf, params: { values: issue.values.join(', ') } }
    case 'invalid_union':
      return unionOf(issue)
    case 'unrecognized_keys':
      return { word: words.unknownKeys, params: { keys: issue.keys.join(', ') } }
    case 'custom':
      return { word: isWord(issue.params?.['word']) ? issue.params['word'] : words.wrong, params: {} }
    case 'invalid_format':
      return { word: formats[issue.format] ?? words.otherForm, params: {} }
    default:
      return { word: words.wrong, params: {} }
  }
}

const isWord = (value: unknown): value is Word => typeof value === 'object' && value !== null && 'zh' in value && 'en' in value

/** Of several shapes: the values one may choose from, where each shape is a value or names its kind. */
function unionOf(issue: z.core.$ZodIssueInvalidUnion): { word: Word; params: Record<string, unknown> } {
  const named = 'options' in issue && Array.isArray(issue.options) ? issue.options : []
  const values = issue.errors.flat().map((one) => (one.code === 'invalid_value' && one.path.length === 0 ? one.values : undefined))
  const options = [...named, ...(values.every((one) => one !== undefined) ? values.flat() : [])]
  return options.length > 0 ? { word: words.notOneOf, params: { values: options.join(', ') } } : { word: words.wrong, params: {} }
}

const formats: Readonly<Record<string, Word>> = { date: words.notDay, datetime: words.notMoment, uuid: words.notId }

const kinds: Readonly<Record<string, Word>> = {
  string: words.notText,
  object: words.notObject,
  array: words.notList,
  boolean: words.notBoolean,
  tuple: words.notList,
}

function kindOf(issue: z.core.$ZodIssueInvalidType): { word: Word; params: Record<string, unknown> } {
  // The library says in its message alone that nothing was sent; the value itself is never kept.
  if (/received undefined|received null/.test(issue.message)) return { word: words.missing, params: {} }
  if (issue.expected === 'int') return { word: words.notWhole, params: {} }
  return { word: issue.expected === 'number' ? words.notNumber : (kinds[issue.expected] ?? words.wrong), params: {} }
}
