import * as z from 'zod'
import { defineEvent, operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notPermitted } from '../kernel/kernel.contract.ts'
import { noSuchDivision } from '../places/places.contract.ts'
import { instrumentStates } from './catalogue.contract.ts'
import { Answer, quantityCodes } from './indicator.contract.ts'
import { searchWords as words } from './search.words.ts'

export const matchFields = [
  'name',
  'model',
  'number',
  'maker',
  'class',
  'institution',
  'place',
  'function',
  'technical',
  'service',
  'standards',
] as const
export type MatchField = (typeof matchFields)[number]

/** Why an instrument was found: which of the words that were typed stands, itself or by another word, in which field. */
export const Match = z.object({
  typed: z.string(),
  field: z.enum(matchFields),
  /** What stands there: the word typed, a synonym, the name of the class, place or institution. */
  term: z.string(),
  /** Where the synonym comes from; null when the word itself was found. */
  synonymSource: z.string().nullable(),
})
export type Match = z.infer<typeof Match>

export const FoundInstrument = z.object({
  id: z.uuid(),
  institutionId: z.uuid(),
  institutionNameZh: z.string(),
  institutionNameEn: z.string(),
  innerCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  model: z.string(),
  manufacturer: z.string(),
  classCode: z.string().nullable(),
  divisionCode: z.string().nullable(),
  place: z.string(),
  state: z.enum(instrumentStates),
  seals: z.array(z.string()),
  isExample: z.boolean(),
  /** Prices that hold today, in fen; null where none is set. */
  hourFen: z.int().nullable(),
  sampleFen: z.int().nullable(),
  /** 面议 */
  isOnRequest: z.boolean(),
  /** When `free` was asked for: from when it can be used, the first such time. */
  freeAt: z.string().nullable(),
  matches: z.array(Match),
  /** What it says to each demand of the query. */
  answers: z.array(Answer),
})
export type FoundInstrument = z.infer<typeof FoundInstrument>

/** How a query was understood. */
export const Understanding = z.object({
  /** `all`: every word was found; `corrected`: with a slip mended; `some`: no instrument has every word, these have most; `everything`: nothing was asked. */
  how: z.enum(['everything', 'all', 'corrected', 'some']),
  corrections: z.array(z.object({ typed: z.string(), meant: z.string() })),
  words: z.array(z.object({ typed: z.string(), also: z.array(z.object({ term: z.string(), source: z.string().nullable() })) })),
  /** What an instrument has to reach: as it was written, and what it may be a value of. */
  demands: z.array(z.object({ text: z.string(), quantities: z.array(z.enum(quantityCodes)) })),
})
export type Understanding = z.infer<typeof Understanding>

const fen = z.coerce.number().int().nonnegative().max(100_000_000_000)
const filters = {
  query: z.string().trim().max(100).default(''),
  /** Below this division too. */
  divisionCode: z
    .string()
    .regex(/^[0-9]{6}$/)
    .optional(),
  /** Below this class too. */
  classCode: z
    .string()
    .regex(/^[0-9]{2,6}$/)
    .optional(),
  institutionId: z.uuid().optional(),
  hourFenMost: fen.optional(),
  sampleFenMost: fen.optional(),
  isOnRequest: z.enum(['yes', 'no']).optional(),
  /** `now`: open at this moment and not in use; `this_week`: some hour of the next seven days can be booked. */
  free: z.enum(['now', 'this_week']).optional(),
  /** `shared`: what anyone may use; `all`: drafts and retired ones too, for who keeps the institution's catalogue. */
  states: z.enum(['shared', 'all']).default('shared'),
}
export const SearchFilters = z.object(filters)
export type SearchFilters = z.infer<typeof SearchFilters>

export const searchSorts = ['relevance', 'hour_price', 'sample_price', 'name'] as const
export type SearchSort = (typeof searchSorts)[number]

export const cursorWrong = defineError('cursor_wrong', 400, words.cursorWrong)

/** Instruments as people ask for them, best first, each with why it was found. Counting stops at 1,000 when words were asked for, else at 2,500, and `isTotalExact` says so. */
export const searchInstruments = operation({
  name: 'searchInstruments',
  title: words.searchInstruments,
  method: 'GET',
  path: '/api/instruments',
  permission: 'anyone',
  input: z.object({
    ...filters,
    sort: z.enum(searchSorts).default('relevance'),
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: z.object({
    items: z.array(FoundInstrument),
    total: z.int(),
    isTotalExact: z.boolean(),
    understanding: Understanding,
    /** Instruments that have the words and say that they do not reach what is asked for; told on the first page. */
    leftOut: z.int(),
    nextCursor: z.string().nullable(),
  }),
  errors: [cursorWrong, notPermitted, noSuchDivision],
  isSearch: true,
})

const Count = z.object({ count: z.int() })

/** The same search, counted by class, place and institution; of 2,500 found at most when words were asked for. */
export const countInstruments = operation({
  name: 'countInstruments',
  title: words.countInstruments,
  method: 'GET',
  path: '/api/instruments/counts',
  permission: 'anyone',
  input: z.object(filters),
  output: z.object({
    total: z.int(),
    isTotalExact: z.boolean(),
    /** By class of two and four digits. */
    classes: z.array(Count.extend({ code: z.string() })),
    /** By prefecture and by county. */
    divisions: z.array(Count.extend({ code: z.string() })),
    /** The fifty institutions with the most. */
    institutions: z.array(Count.extend({ id: z.uuid(), nameZh: z.string(), nameEn: z.string() })),
  }),
  errors: [notPermitted, noSuchDivision],
})

/** The institutions that share instruments, with how many, for anyone. */
export const listInstitutions = operation({
  name: 'listInstitutions',
  title: words.listInstitutions,
  method: 'GET',
  path: '/api/institutions',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({ id: z.uuid(), nameZh: z.string(), nameEn: z.string(), divisionCode: z.string().nullable(), instrumentCount: z.int() }),
    ),
  }),
  errors: [],
})

/** These instruments can be found for the first time: a later slice tells search what it knows of them. */
export const instrumentsIndexed = defineEvent('instruments_indexed', z.object({ instrumentIds: z.array(z.uuid()).max(5000) }))
