import { bornOn } from '../procedures/form.rules.ts'
import { defineProcedure, fullYears } from '../procedures/procedure.rules.ts'
import { contractTermField, lastsYears } from './common.rules.ts'
import { gradingWords as words } from './grading.words.ts'

const days = (title: { zh: string; en: string }, most = 60) => ({ type: 'integer', title, unit: words.dayUnit, least: 1, most }) as const
const years = (title: { zh: string; en: string }) => ({ type: 'integer', title, unit: words.yearUnit, least: 0, most: 10 }) as const
const age = (title: { zh: string; en: string }) => ({ type: 'integer', title, unit: words.ageUnit, least: 18, most: 100 }) as const

/**
 * 人才分类定级 (吉发〔2022〕18号; 吉人社函〔2023〕158号). The reference standard of each class is not part of it: it was not published whole. Whoever has it
 * loads it with a version; until then what is recognised is told in words and judged by the offices.
 */
export const grading = defineProcedure({
  code: 'talent_grading',
  edition: '2022',
  title: words.title,
  summary: words.summary,
  basis: [
    { documentNo: '吉发〔2022〕18号', title: words.basis18 },
    { documentNo: '吉人社函〔2023〕158号', title: words.basis158 },
  ],
  prefix: 'RCFL',
  matterCode: 'talent_grading',
  subject: 'person',
  nameField: 'name',
  idField: 'idNumber',
  divisionField: 'division',
  form: {
    name: { type: 'text', title: words.name, most: 60, personal: 'name', prefill: 'person.name' },
    idNumber: { type: 'resident_id', title: words.idNumber, personal: 'id_number', prefill: 'person.id_number' },
    phone: { type: 'phone', title: words.phone, personal: 'phone', prefill: 'person.phone' },
    division: { type: 'division', title: words.division, prefill: 'organisation.division', isCounted: true },
    kind: {
      type: 'choice',
      title: words.kind,
      isCounted: true,
      choices: { skilled: words.kindSkilled, technical: words.kindTechnical, managing: words.kindManaging, founding: words.kindFounding },
    },
    wantedClass: {
      type: 'choice',
      title: words.wantedClass,
      isCounted: true,
      choices: { A: words.classA, B: words.classB, C: words.classC, D: words.classD, E: words.classE },
    },
    // 认定 by an item of the reference standard, 评定 by experts' scores.
    route: {
      type: 'choice',
      title: words.route,
      help: words.routeHelp,
      isCounted: true,
      choices: { recognised: words.recognised, assessed: words.assessed },
    },
    item: { type: 'standard', title: words.item, help: words.itemHelp, askedWhen: { field: 'route', is: ['recognised'] } },
    engagement: {
      type: 'choice',
      title: words.engagement,
      isCounted: true,
      choices: { full_time: words.fullTime, flexible: words.flexible },
    },
    contractTerm: contractTermField,
    contractFrom: { type: 'day', title: words.contractFrom },
    contractTo: { type: 'day', title: words.contractTo, askedWhen: { field: 'contractTerm', is: ['fixed'] } },
    monthsAYear: {
      type: 'integer',
      title: words.months,
      unit: words.monthUnit,
      least: 0,
      most: 12,
      askedWhen: { field: 'engagement', is: ['flexible'] },
    },
    position: { type: 'text', title: words.position },
    achievements: { type: 'paragraph', title: words.achievements, help: words.achievementsHelp },
    isCivilServant: { type: 'yes', title: words.isCivilServant },
    isSanctioned: { type: 'yes', title: words.isSanctioned },
    hasNewResult: { type: 'yes', title: words.hasNewResult, help: words.hasNewResultHelp },
  },
  parameters: {
    ageMost: age(words.ageMost),
    ageMostSkilled: age(words.ageMostSkilled),
    ageMostTechnical: age(words.ageMostTechnical),
    contractYearsLeast: years(words.contractYearsLeast),
    monthsLeast: { type: 'integer', title: words.monthsLeast, unit: words.monthUnit, least: 0, most: 12 },
    yearsBetween: years(words.yearsBetween),
    yearsAfterRefusal: years(words.yearsAfterRefusal),
    employerDays: days(words.employerDays),
    countyDays: days(words.countyDays),
    cityDays: days(words.cityDays),
    provinceDays: days(words.provinceDays),
    expertDays: days(words.expertDays),
    reviewSeats: { type: 'integer', title: words.reviewSeats, unit: words.seatUnit, least: 1, most: 15 },
    reviewDays: days(words.reviewDays),
    passMark: { type: 'integer', title: words.passMark, unit: words.pointUnit, least: 1, most: 100 },
    reviewFee: { type: 'money', title: words.reviewFee, unit: words.feeUnit },
    noticeDays: days(words.noticeDays, 20),
    noticeLimit: days(words.noticeLimit),
    decisionDays: days(words.decisionDays),
    promisedDays: days(words.promisedDays, 200),
    appealDays: days(words.appealDays),
  },
  conditions: [
    {
      code: 'in_province',
      text: words.inProvince,
      remedy: words.inProvinceRemedy,
      test: ({ answers: { engagement, monthsAYear, ...contract }, parameters }) => {
        if (engagement === 'flexible') return monthsAYear === undefined ? null : monthsAYear >= parameters.monthsLeast
        return engagement === undefined ? null : lastsYears(contract, parameters.contractYearsLeast)
      },
    },
    {
      code: 'age_b_to_d',
      text: words.ageBD,
      test: ({ answers: { wantedClass, idNumber }, parameters, on }) => {
        if (wantedClass === undefined) return null
        if (wantedClass === 'A' || wantedClass === 'E') return true
        const born = bornOn(idNumber)
        return born === null ? null : fullYears(born, on) <= parameters.ageMost
      },
    },
    {
      code: 'age_e',
      text: words.ageE,
      test: ({ answers: { wantedClass, idNumber, kind }, parameters, on }) => {
        if (wantedClass === undefined) return null
        if (wantedClass !== 'E') return true
        const born = bornOn(idNumber)
        if (born === null || kind === undefined) return null
        return fullYears(born, on) <= (kind === 'skilled' ? parameters.ageMostSkilled : parameters.ageMostTechnical)
      },
    },
    {
      code: 'in_standard',
      text: words.inStandard,
      remedy: words.inStandardRemedy,
      ofStandard: true,
      test: ({ answers: { route, item, wantedClass }, standard = {} }) => {
        if (route === undefined) return null
        if (route !== 'recognised') return true
        const level = item === undefined ? undefined : standard[item]
        return level === undefined || wantedClass === undefined ? null : level <= wantedClass
      },
    },
    {
      code: 'not_excluded',
      text: words.notExcluded,
      test: ({ answers: { isCivilServant } }) => (isCivilServant === undefined ? null : !isCivilServant),
    },
    {
      code: 'not_sanctioned',
      text: words.notSanctioned,
      test: ({ answers: { isSanctioned } }) => (isSanctioned === undefined ? null : !isSanctioned),
    },
    {
      code: 'not_lately',
      text: words.notLately,
      remedy: words.notLatelyRemedy,
      test: ({ answers: { hasNewResult }, facts, parameters, on }) => {
        const lately = (day: string, within: number) => fullYears(day, on) < within
        const graded = facts.awards.some((one) => one.procedure === 'talent_grading' && lately(one.from, parameters.yearsBetween))
        const failed = facts.refusals.some((one) => one.procedure === 'talent_grading' && lately(one.on, parameters.yearsAfterRefusal))
        return !(graded || failed) || (hasNewResult ?? null)
      },
    },
  ],
  materials: [
    { code: 'identity', title: words.identity, source: words.fromApplicant },
    { code: 'contract', title: words.contract, source: words.fromEmployer },
    { code: 'evidence', title: words.evidence, source: words.fromApplicant },
    { code: 'insurance', title: words.insurance, source: words.fromInsurance, isOptional: true },
  ],
  stages: [
    { code: 'employer', kind: 'review', title: words.stageEmployer, office: { at: 'employer' }, days: 'employerDays' },
    {
      code: 'intake',
      kind: 'intake',
      title: words.stageIntake,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'countyDays',
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
      title: words.stageProvince,
      office: { at: 'province', permission: 'procedures.handle' },
      days: 'provinceDays',
    },
    {
      code: 'expert',
      kind: 'expert',
      title: words.stageExpert,
      office: { at: 'province', permission: 'procedures.handle' },
      days: 'expertDays',
      skippedWhen: ({ answers }) => answers.route !== 'assessed',
      sheet: {
        criteria: [
          { code: 'standing', title: words.criterionStanding, most: 30 },
          { code: 'results', title: words.criterionResults, most: 40 },
          { code: 'promise', title: words.criterionPromise, most: 30 },
        ],
        ...{ seats: 'reviewSeats', reviewDays: 'reviewDays', passMark: 'passMark', fee: 'reviewFee' },
        ...{ dropsEnds: true, spreadMost: 30, isBlind: true, pledge: words.pledge },
      },
    },
    {
      code: 'notice',
      kind: 'notice',
      title: words.stageNotice,
      office: { at: 'province', permission: 'procedures.handle' },
      days: 'noticeLimit',
      noticeDays: 'noticeDays',
    },
    {
      code: 'decision',
      kind: 'decision',
      title: words.stageDecision,
      office: { at: 'province', permission: 'procedures.decide' },
      days: 'decisionDays',
    },
  ],
  outcome: {
    kind: 'grade',
    levels: { A: words.classA, B: words.classB, C: words.classC, D: words.classD, E: words.classE },
    askedIn: 'wantedClass',
    termMonths: 0,
    certificate: words.certificate,
    reversedBy: 'revoke',
  },
  returnsMost: 3,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
})
