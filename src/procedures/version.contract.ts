// The versions of a procedure: what their numbers, words and standard are, what a new one would change, and its publication.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { Sentence } from './procedure.contract.ts'
import { standardWords } from './standard.words.ts'
import { versionWords as words } from './version.words.ts'

/** Every fault of the parameters sent: which, and whether it is missing, wrong, unknown, or breaks the promise of days. */
export const parametersWrong = defineError<{ faults: { key: string; what: string }[] }>('parameters_wrong', 422, words.parametersWrong)
export const versionTooEarly = defineError<{ validFrom: string }>('version_too_early', 409, words.versionTooEarly)
export const textsWrong = defineError<{ faults: { key: string; what: string }[] }>('texts_wrong', 422, words.textsWrong)
export const standardWrong = defineError<{ faults: { key: string; what: string }[] }>('standard_wrong', 422, words.standardWrong)
/** What was tried is not what is to be published, or cases were filed since. */
export const versionUntried = defineError<{ cases: number; changed: number }>('version_untried', 409, words.versionUntried)
export const standardUnreadable = defineError('standard_unreadable', 422, standardWords.unreadable)
export const standardNotAsked = defineError('standard_not_asked', 422, standardWords.notAsked)

/** The most items of one standard. */
export const standardMost = 500
const values = z.record(z.string().max(40), z.union([z.int(), z.record(z.string().max(40), z.int())]))
const Item = z.object({
  code: z.string().trim().min(1).max(20),
  level: z.string().max(40),
  zh: z.string().trim().min(1).max(300),
  en: z.string().trim().min(1).max(600),
})
const Text = z.object({ zh: z.string().trim().max(2_000), en: z.string().trim().max(2_000) })
/** What was tried on which cases: how many there were, and how many would come out otherwise. */
const Tried = z.object({ from: daySent, to: daySent, cases: z.int().min(0), changed: z.int().min(0) })
const Version = z.object({
  number: z.int(),
  edition: z.string(),
  parameters: values,
  validFrom: z.string(),
  documentNo: z.string(),
  note: z.string(),
  /** How many words it says otherwise than its declaration, and how many items its standard has. */
  texts: z.int(),
  items: z.int(),
  /** Null for a version that came with the product. */
  tried: z.object({ from: z.string(), to: z.string(), cases: z.int(), changed: z.int() }).nullable(),
})

/** Every version of a procedure, the latest first. */
export const listVersions = operation({
  name: 'listVersions',
  title: words.listVersions,
  method: 'GET',
  path: '/api/procedures/{code}/versions',
  permission: 'anyone',
  input: z.object({ code: z.string().max(60) }),
  output: z.object({ items: z.array(Version) }),
  errors: [notFound],
})

const Wanted = z.object({
  code: z.string().max(60),
  /** The latest declaration where left out. */
  edition: z.string().max(40).optional(),
  parameters: values,
  /** Words said otherwise than declared, by their paths; left out, as the latest version has them. */
  texts: z.record(z.string().max(200), Text).optional(),
  /** The items of the standard, all of them; left out, as the latest version has them. */
  standard: z.array(Item).max(standardMost).optional(),
})

/**
 * Publishes a version from a day on, which no version published before may be later than; cases keep the one they were filed under.
 * `tried` is what previewVersion found for the very same.
 */
export const publishVersion = operation({
  name: 'publishVersion',
  title: words.publishVersion,
  method: 'POST',
  path: '/api/procedures/{code}/versions',
  permission: 'procedures.direct',
  input: Wanted.extend({
    validFrom: daySent,
    documentNo: z.string().trim().min(2).max(100),
    note: z.string().trim().max(500).default(''),
    tried: Tried,
  }),
  output: Version,
  errors: [notFound, parametersWrong, textsWrong, standardWrong, versionTooEarly, versionUntried],
  inPerson: true,
})

/** What a version would have said of the cases filed between two days: whose conditions would be met, or not, who did not, or did. */
export const previewVersion = operation({
  name: 'previewVersion',
  title: words.previewVersion,
  method: 'POST',
  path: '/api/procedures/{code}/preview',
  permission: 'procedures.direct',
  input: Wanted.extend({ from: daySent, to: daySent }),
  output: z.object({
    cases: z.int(),
    /** Only the first of many are looked at. */
    isCut: z.boolean(),
    changed: z.array(z.object({ caseNo: z.string(), id: z.uuid(), before: z.array(z.string()), after: z.array(z.string()) })),
  }),
  errors: [notFound, parametersWrong, textsWrong, standardWrong],
  isSearch: true,
})

/** What a new version begins with: every word as it is declared and as the latest version says it, and the items of its standard. */
export const draftVersion = operation({
  name: 'draftVersion',
  title: words.draftVersion,
  method: 'GET',
  path: '/api/procedures/{code}/draft',
  permission: 'procedures.direct',
  input: z.object({ code: z.string().max(60) }),
  output: z.object({
    texts: z.array(z.object({ path: z.string(), declared: Sentence, said: Sentence.nullable() })),
    standard: z.array(Item),
    /** The procedure recognises by items of a standard. */
    asksStandard: z.boolean(),
  }),
  errors: [notFound],
})

/** Reads a list of a standard (.csv) as items: row by row with every reason, nothing is kept. */
export const readStandard = operation({
  name: 'readStandard',
  title: standardWords.readStandard,
  method: 'POST',
  path: '/api/procedures/{code}/standard/read',
  permission: 'procedures.direct',
  input: z.object({ code: z.string().max(60), text: z.string().min(1).max(400_000) }),
  output: z.object({
    items: z.array(Item),
    refused: z.array(z.object({ row: z.int(), code: z.string(), reasons: z.array(z.object({ code: z.string(), text: Sentence })) })),
  }),
  errors: [notFound, standardUnreadable, standardNotAsked],
  isSearch: true,
})
