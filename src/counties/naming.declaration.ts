// From the application to the name: two levels, each an application and an acceptance, as four procedures of one shape.
import { defineProcedure, fullYears, type Known, type Procedure } from '../procedures/procedure.rules.ts'
import { namingCode } from './naming.rules.ts'
import { namingWords as words } from './naming.words.ts'

type Title = { readonly zh: string; readonly en: string }
export type NamingLevel = 'national' | 'provincial'

const days = (title: Title, most = 120) => ({ type: 'integer', title, unit: words.dayUnit, least: 1, most }) as const
const months = (title: Title) => ({ type: 'integer', title, unit: words.monthUnit, least: 1, most: 120 }) as const

const parameters = {
  cityDays: days(words.cityDays),
  formalDays: days(words.formalDays),
  dataDays: days(words.dataDays),
  expertDays: days(words.expertDays),
  reviewSeats: { type: 'integer', title: words.reviewSeats, unit: words.personUnit, least: 1, most: 15 },
  reviewDays: days(words.reviewDays),
  passMark: { type: 'integer', title: words.passMark, unit: words.pointUnit, least: 1, most: 100 },
  reviewFee: { type: 'money', title: words.reviewFee, unit: words.feeUnit },
  noticeDays: days(words.noticeDays, 20),
  noticeLimit: days(words.noticeLimit),
  decisionDays: days(words.decisionDays),
  promisedDays: days(words.promisedDays, 400),
  appealDays: days(words.appealDays),
} as const

/** What every one of them asks about the county itself; the county is settled by who files. */
const own = {
  county: { type: 'text', title: words.countyName, most: 40, prefill: 'division.name', isFixed: true },
  division: { type: 'division', title: words.county, prefill: 'division.code', isFixed: true, isCounted: true },
  contact: { type: 'text', title: words.contact, most: 40, personal: 'name', prefill: 'person.name' },
  phone: { type: 'phone', title: words.phone, personal: 'phone', prefill: 'person.phone' },
} as const

const sheet = {
  criteria: [
    { code: 'base', title: words.criterionBase, most: 40 },
    { code: 'scheme', title: words.criterionScheme, most: 40 },
    { code: 'answers', title: words.criterionAnswers, most: 20 },
  ],
  ...{ seats: 'reviewSeats', reviewDays: 'reviewDays', passMark: 'passMark', fee: 'reviewFee' },
  ...{ dropsEnds: true, spreadMost: 30, isBlind: false, pledge: words.pledge },
} as const

const atProvince = { at: 'province', permission: 'procedures.handle' } as const
const later = (expert: Title) =>
  [
    { code: 'expert', kind: 'expert', title: expert, office: atProvince, days: 'expertDays', sheet },
    { code: 'notice', kind: 'notice', title: words.stageNotice, office: atProvince, days: 'noticeLimit', noticeDays: 'noticeDays' },
    {
      code: 'decision',
      kind: 'decision',
      title: words.stageDecision,
      office: { at: 'province', permission: 'procedures.decide' },
      days: 'decisionDays',
    },
  ] as const

/** A name of this level that stands on the day: being built, named, or given more time. */
const standing = (level: NamingLevel, { facts: { division }, on }: Pick<Known, 'facts' | 'on'>) =>
  division?.named.filter((one) => one.level === level && one.from <= on && (one.to === null || one.to >= on)) ?? null

/** The building or the more time that an acceptance is about: the latest, though its last day may have passed; none once the county is named. */
function latest(level: NamingLevel, { facts: { division }, on }: Pick<Known, 'facts' | 'on'>) {
  if (division === null) return null
  const begun = division.named.filter((one) => one.level === level && one.from <= on).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]
  return begun && begun.stage !== 'named' ? begun : undefined
}

const basis = {
  national: [{ documentNo: '国科发农〔2018〕130号', title: words.basis130 }],
  provincial: [
    { documentNo: '国办发〔2017〕43号', title: words.basis43 },
    { documentNo: '国科发农〔2018〕130号', title: words.basis130 },
  ],
} as const

type Asked = Pick<Known, 'facts' | 'on'>
/** Whoever passes here stands on the city's letter. */
const cityStage = {
  ...({ code: 'city', kind: 'review', title: words.stageCity, office: { at: 'prefecture', permission: 'procedures.handle' } } as const),
  days: 'cityDays',
  needs: [
    {
      code: 'recommended',
      text: words.recommended,
      test: ({ facts: { division } }: Asked) => (division === null ? null : division.letterNo !== null),
    },
  ],
} as const
/** The data of the whole year before are what a county is judged by. */
const dataStage = {
  ...({ code: 'data', kind: 'review', title: words.stageData, office: atProvince, days: 'dataDays' } as const),
  needs: [
    {
      code: 'data_approved',
      text: words.dataApproved,
      test: ({ facts: { division }, on }: Asked) =>
        division === null ? null : division.approvedYears.includes(Number(on.slice(0, 4)) - 1),
    },
  ],
} as const

/** Counties that are national are counties, autonomous counties and county-level cities (国科发农〔2018〕130号); the province names districts too. */
function application(level: NamingLevel): Procedure {
  const code = namingCode('application', level)
  return defineProcedure({
    ...{ code, edition: '2019', title: words[level], summary: words.summary, basis: basis[level] },
    ...{ prefix: level === 'national' ? 'CXGJ' : 'CXSJ', matterCode: 'innovative_counties' },
    ...{ subject: 'division', filedWith: 'counties.file', nameField: 'county', divisionField: 'division' },
    form: {
      ...own,
      theme: {
        type: 'choice',
        title: words.theme,
        isCounted: true,
        choices: { industry: words.themeIndustry, ecology: words.themeEcology, livelihood: words.themeLivelihood },
      },
      goals: { type: 'paragraph', title: words.goals },
      features: { type: 'paragraph', title: words.features, help: words.featuresHelp, most: 200 },
    },
    parameters: {
      ...parameters,
      cityQuota: { type: 'integer', title: words.cityQuota, unit: words.countyUnit, zero: words.noQuota, least: 0, most: 60 },
      buildingMonths: months(words.buildingMonths),
    },
    conditions: [
      {
        code: 'eligible',
        text: words[`eligible_${level}`],
        test: ({ facts: { division } }) => (division === null ? null : level === 'provincial' || division.isNationallyEligible),
      },
      {
        code: 'not_named',
        text: words.notNamed,
        test: (known) => {
          const found = standing(level, known)
          return found === null ? null : found.length === 0
        },
      },
      {
        code: 'has_plan',
        text: words.hasPlan,
        remedy: words.hasPlanRemedy,
        test: ({ facts: { division } }) => (division === null ? null : division.hasPlan),
      },
    ],
    materials: [
      { code: 'approval', title: words.approval, source: words.fromCounty },
      { code: 'evidence', title: words.evidence, source: words.fromCounty, isOptional: true },
    ],
    stages: [
      cityStage,
      { code: 'formal', kind: 'intake', title: words.stageFormal, office: atProvince, days: 'formalDays' },
      dataStage,
      ...later(words.stageExpert),
    ],
    outcome: {
      ...{ kind: 'title', termMonths: 'buildingMonths', hasYearlyCheck: true, certificate: words.certificate, reversedBy: 'revoke' },
    },
    ...{ returnsMost: 3, promisedDays: 'promisedDays', appealDays: 'appealDays' },
  })
}

function acceptance(level: NamingLevel): Procedure {
  const code = namingCode('acceptance', level)
  return defineProcedure({
    ...{ code, edition: '2019', title: words[`${level}Acceptance`], summary: words.acceptanceSummary, basis: basis[level] },
    ...{ prefix: level === 'national' ? 'YSGJ' : 'YSSJ', matterCode: 'innovative_counties' },
    ...{ subject: 'division', filedWith: 'counties.file', nameField: 'county', divisionField: 'division' },
    form: { ...own, results: { type: 'paragraph', title: words.results }, problems: { type: 'paragraph', title: words.problems } },
    parameters: {
      ...parameters,
      extensionMonths: months(words.extensionMonths),
      yearsLeast: { type: 'integer', title: words.yearsLeast, unit: words.yearUnit, least: 0, most: 10 },
    },
    conditions: [
      {
        code: 'is_built',
        text: words.isBuilt,
        test: (known) => {
          const found = latest(level, known)
          return found === null ? null : found !== undefined
        },
      },
      {
        code: 'built_long',
        text: words.builtLong,
        test: (known) => {
          const found = latest(level, known)
          if (found === null) return null
          return found !== undefined && (found.stage === 'extended' || fullYears(found.from, known.on) >= known.parameters.yearsLeast)
        },
      },
    ],
    materials: [
      { code: 'self_report', title: words.selfReport, source: words.fromCounty },
      { code: 'evidence', title: words.evidence, source: words.fromCounty, isOptional: true },
    ],
    stages: [
      {
        ...{ code: 'city', kind: 'review', title: words.stageCityCheck, office: { at: 'prefecture', permission: 'procedures.handle' } },
        days: 'cityDays',
      },
      { code: 'formal', kind: 'intake', title: words.stageFormal, office: atProvince, days: 'formalDays' },
      { code: 'data', kind: 'review', title: words.stageData, office: atProvince, days: 'dataDays' },
      ...later(words.stageAcceptExpert),
    ],
    outcome: {
      ...{ kind: 'title', levels: { named: words.levelNamed, extended: words.levelExtended }, termMonths: 0, reversedBy: 'revoke' },
      certificate: words.certificate,
    },
    ...{ returnsMost: 3, promisedDays: 'promisedDays', appealDays: 'appealDays' },
  })
}

/** Every procedure that this slice declares. */
export const countyProcedures: readonly Procedure[] = [
  application('provincial'),
  application('national'),
  acceptance('provincial'),
  acceptance('national'),
]
