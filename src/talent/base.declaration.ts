import { defineProcedure } from '../procedures/procedure.rules.ts'
import { baseWords as words } from './base.words.ts'
import { isYearsAgo, limit, yearsOf } from './common.rules.ts'
import { talentWords as common } from './talent.words.ts'

const least = (title: { readonly zh: string; readonly en: string }, unit: { readonly zh: string; readonly en: string }) =>
  ({ type: 'integer', title, unit, least: 0, most: 100_000 }) as const

/** 返乡创业基地 (吉政办发〔2015〕70号; 吉人社函〔2020〕196号): county, city, province, with a yearly check. */
export const base = defineProcedure({
  code: 'entrepreneurship_bases',
  edition: '2020',
  title: words.title,
  summary: words.summary,
  basis: [
    { documentNo: '吉政办发〔2015〕70号', title: words.basis70 },
    { documentNo: '吉人社函〔2020〕196号', title: words.basis196 },
  ],
  prefix: 'FXJD',
  matterCode: 'entrepreneurship_bases',
  subject: 'organisation',
  nameField: 'firm',
  divisionField: 'division',
  form: {
    firm: { type: 'text', title: words.firm, most: 100, prefill: 'organisation.name' },
    division: { type: 'division', title: words.division, prefill: 'organisation.division', isCounted: true },
    founder: {
      type: 'choice',
      title: words.founder,
      isCounted: true,
      choices: { worker: words.worker, graduate: words.graduate, veteran: words.veteran },
    },
    kind: {
      type: 'choice',
      title: words.kind,
      isCounted: true,
      choices: { crops: words.crops, special: words.special, processing: words.processing },
    },
    startedOn: { type: 'day', title: words.startedOn },
    mu: { type: 'integer', title: words.mu, unit: words.muUnit, askedWhen: { field: 'kind', is: ['crops', 'special'] } },
    squareMetres: {
      type: 'integer',
      title: words.squareMetres,
      unit: words.squareMetreUnit,
      askedWhen: { field: 'kind', is: ['processing'] },
    },
    founders: { type: 'integer', title: words.founders, unit: words.peopleUnit },
    jobs: { type: 'integer', title: words.jobs, unit: words.peopleUnit },
    isLawful: { type: 'yes', title: words.isLawful },
    helps: { type: 'yes', title: words.helps },
  },
  parameters: {
    runningYears: yearsOf(words.runningYears),
    cropsMu: least(words.cropsMu, words.muUnit),
    specialMu: least(words.specialMu, words.muUnit),
    processingMetres: least(words.processingMetres, words.squareMetreUnit),
    foundersLeast: least(words.foundersLeast, words.peopleUnit),
    togetherLeast: least(words.togetherLeast, words.peopleUnit),
    intakeDays: limit(common.intakeDays),
    cityDays: limit(common.cityDays),
    provinceDays: limit(common.provinceDays),
    noticeDays: limit(common.noticeDays, 20),
    noticeLimit: limit(common.noticeLimit),
    decisionDays: limit(common.decisionDays),
    promisedDays: limit(common.promisedDays, 200),
    appealDays: limit(common.appealDays),
  },
  conditions: [
    {
      code: 'long_running',
      text: words.longRunning,
      test: ({ answers: { startedOn }, parameters, on }) => isYearsAgo(startedOn, on, parameters.runningYears),
    },
    {
      code: 'large',
      text: words.large,
      test: ({ answers: { kind, mu, squareMetres }, parameters }) => {
        if (kind === undefined) return null
        const area = kind === 'processing' ? squareMetres : mu
        const wanted = { crops: parameters.cropsMu, special: parameters.specialMu, processing: parameters.processingMetres }[kind]
        return area === undefined ? null : area >= wanted
      },
    },
    {
      code: 'bringing',
      text: words.bringing,
      test: ({ answers: { founders, jobs }, parameters }) => {
        if (founders === undefined || jobs === undefined) return null
        return founders >= parameters.foundersLeast || founders + jobs >= parameters.togetherLeast
      },
    },
    {
      code: 'lawful',
      text: words.lawful,
      test: ({ answers: { isLawful, helps } }) => (isLawful === undefined || helps === undefined ? null : isLawful && helps),
    },
  ],
  materials: [
    { code: 'licences', title: words.licences, source: common.fromFirm },
    { code: 'roster', title: words.roster, source: common.fromFirm },
    { code: 'wages', title: words.wages, source: common.fromFirm },
  ],
  stages: [
    {
      code: 'intake',
      kind: 'intake',
      title: words.stageCounty,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'intakeDays',
    },
    {
      code: 'city',
      kind: 'review',
      title: words.stageCity,
      office: { at: 'prefecture', permission: 'procedures.handle' },
      days: 'cityDays',
    },
    {
      code: 'province',
      kind: 'review',
      title: common.stageProvince,
      office: { at: 'province', permission: 'procedures.handle' },
      days: 'provinceDays',
    },
    {
      code: 'notice',
      kind: 'notice',
      title: common.stageNotice,
      office: { at: 'province', permission: 'procedures.handle' },
      days: 'noticeLimit',
      noticeDays: 'noticeDays',
    },
    {
      code: 'decision',
      kind: 'decision',
      title: common.stageDecision,
      office: { at: 'province', permission: 'procedures.decide' },
      days: 'decisionDays',
    },
  ],
  outcome: { kind: 'title', termMonths: 0, hasYearlyCheck: true, certificate: words.certificate, reversedBy: 'revoke' },
  returnsMost: 3,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
})
