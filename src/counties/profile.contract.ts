import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { levels, stages } from './designation.contract.ts'
import { profileWords as words } from './profile.words.ts'
import { origins, vintages } from './return.contract.ts'

const Word = z.object({ zh: z.string(), en: z.string() })
const Named = z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() })

const ProfileIndicator = z.object({
  code: z.string(),
  ...{ group: Word, title: Word, unit: Word, definition: Word },
  numerator: Word.nullable(),
  denominator: Word.nullable(),
  direction: z.enum(['up', 'down', 'none']),
  department: Word,
  /** What the platform counts it by, where it does. */
  figure: z.string().nullable(),
  /** The county's own approved cells, year by year, each with what it was filed by. */
  values: z.array(
    z.object({
      year: z.int(),
      value: z.string(),
      numerator: z.string().nullable(),
      denominator: z.string().nullable(),
      origin: z.enum(origins),
      vintage: z.enum(vintages),
      sourceDocument: z.string(),
      provider: z.string(),
      approvedOn: z.string(),
      /** When it was put into the return. */
      recordedAt: z.string(),
    }),
  ),
  /** The middle one of the approved numbers of the other counties of its city, year by year, and of how many it is. */
  middles: z.array(z.object({ year: z.int(), value: z.string(), count: z.int() })),
  peers: z.array(z.object({ code: z.string(), values: z.array(z.object({ year: z.int(), value: z.string() })) })),
})
export type ProfileIndicator = z.infer<typeof ProfileIndicator>

const County = z.object({
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  city: Named.nullable(),
  on: z.string(),
  designations: z.array(
    z.object({
      id: z.uuid(),
      level: z.enum(levels),
      stage: z.enum(stages),
      firstOn: z.string(),
      lastOn: z.string().nullable(),
      documentNo: z.string(),
    }),
  ),
  /** The plan that holds, as it was approved; no draft, comment or name of a person. */
  plan: z
    .object({
      guideTitle: Word,
      number: z.int(),
      documentNo: z.string(),
      approvedOn: z.string(),
      goals: z.string(),
      targets: z.array(z.object({ code: z.string(), year: z.int(), isBase: z.boolean(), value: z.string() })),
      milestones: z.array(z.object({ on: z.string(), title: z.string() })),
      policies: z.array(z.object({ title: z.string(), documentNo: z.string(), department: z.string() })),
      versions: z.array(z.object({ number: z.int(), documentNo: z.string(), approvedOn: z.string() })),
    })
    .nullable(),
  /** The last six years of which anything is approved in the city, the earliest first. */
  years: z.array(z.int()),
  indicators: z.array(ProfileIndicator),
  /** The other counties of its city. */
  peers: z.array(Named),
})
export type County = z.infer<typeof County>

/** What is public of one county: what it is named as, its approved plan, and six years of its approved returns beside its city's. */
export const getCounty = operation({
  name: 'getCounty',
  title: words.getCounty,
  method: 'GET',
  path: '/api/counties/{divisionCode}',
  permission: 'anyone',
  input: z.object({ divisionCode: z.string().regex(/^\d{6}$/) }),
  output: County,
  errors: [notFound],
})
