import * as z from 'zod'
import { defineEvent, operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'

import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { Division, noSuchDivision } from '../places/places.contract.ts'
import { catalogueWords as words } from './catalogue.words.ts'
import { Indicator } from './indicator.contract.ts'

export const instrumentStates = ['draft', 'online', 'out_of_service', 'retired'] as const
export const instrumentKinds = ['general', 'special'] as const

const day = daySent
const text = (most: number) => z.string().trim().max(most)

/** What is said of an instrument, all of it public; one version of it is in force, the earlier ones are kept. */
export const InstrumentFacts = z.object({
  nameZh: text(200).min(1),
  nameEn: text(300),
  model: text(200),
  manufacturer: text(200),
  country: text(100),
  classCode: z
    .string()
    .regex(/^[0-9]{2,6}$/)
    .nullable(),
  /** The six digits the institution gave, where they are finer than the classes known here. */
  classItemCode: text(6),
  schoolClassCode: text(20),
  serialNo: text(100),
  kind: z.enum(instrumentKinds),
  worthFen: z.int().nonnegative().nullable(),
  startedOn: day.nullable(),
  listedOn: day.nullable(),
  delistedOn: day.nullable(),
  state: z.enum(instrumentStates),
  divisionCode: z
    .string()
    .regex(/^[0-9]{6}$/)
    .nullable(),
  place: text(300),
  functionText: text(4000),
  technicalText: text(4000),
  serviceText: text(4000),
  standards: text(2000),
  /** Reference charges 参考收费标准 in the institution's own words; the price in force is the prices slice's. */
  feeText: text(2000),
  seals: z.array(text(20)).max(10),
})
export type InstrumentFacts = z.infer<typeof InstrumentFacts>

export const Instrument = InstrumentFacts.extend({
  id: z.uuid(),
  institutionId: z.uuid(),
  innerCode: z.string(),
  laneCount: z.int(),
  isExample: z.boolean(),
  source: z.string(),
  contentHash: z.string(),
  recordedAt: z.string(),
})
export type Instrument = z.infer<typeof Instrument>

export const innerCodeTaken = defineError<{ innerCode: string }>('inner_code_taken', 409, words.innerCodeTaken)
/** An institution that keeps instruments does not become part of another before they are moved or retired. */
export const keepsInstruments = defineError<{ count: number }>('keeps_instruments', 409, words.keepsInstruments)
export const noSuchClass = defineError<{ classCode: string }>('no_such_class', 404, words.noSuchClass)
export const delistedBeforeListed = defineError('delisted_before_listed', 422, words.delistedBeforeListed)

export const InstrumentClass = z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), parentCode: z.string().nullable() })
export type InstrumentClass = z.infer<typeof InstrumentClass>

/** An instrument with the names of what it belongs to: its institution, its class and division, each path from the widest down. */
export const InstrumentShown = Instrument.extend({
  institutionNameZh: z.string(),
  institutionNameEn: z.string(),
  classes: z.array(InstrumentClass),
  divisions: z.array(Division),
  /** Imported free of duty: the last day on which customs watch it, while they do. */
  supervisedTo: z.string().nullable(),
  /** What it reaches, by values. */
  indicators: z.array(Indicator),
})
export type InstrumentShown = z.infer<typeof InstrumentShown>

/** The classes of instruments, in the order of their codes. */
export const listInstrumentClasses = operation({
  name: 'listInstrumentClasses',
  title: words.listInstrumentClasses,
  method: 'GET',
  path: '/api/instrument-classes',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ items: z.array(InstrumentClass) }),
  errors: [],
})

/** One instrument as it stands today, for anyone; a draft is only its institution's to see. */
export const getInstrument = operation({
  name: 'getInstrument',
  title: words.getInstrument,
  method: 'GET',
  path: '/api/instruments/{id}',
  permission: 'anyone',
  input: z.object({ id: z.uuid() }),
  output: InstrumentShown,
  errors: [notFound],
})

/** Writes a new version of the instrument's facts; what is left out stays as it is. */
export const changeInstrument = operation({
  name: 'changeInstrument',
  title: words.changeInstrument,
  method: 'POST',
  path: '/api/instruments/{id}/change',
  permission: 'catalogue.edit',
  input: InstrumentFacts.partial().extend({ id: z.uuid() }),
  output: Instrument,
  errors: [notFound, notPermitted, delistedBeforeListed, noSuchClass, noSuchDivision],
})

/** Versions of these instruments were written: at most 5,000 ids a time. */
export const instrumentsChanged = defineEvent('instruments_changed', z.object({ instrumentIds: z.array(z.uuid()).max(5000) }))
