import { splitEvenly } from '../procedures/payment.rules.ts'
import { addMonths, defineProcedure, type Facts } from '../procedures/procedure.rules.ts'
import { contractTermField, lastsYears } from './common.rules.ts'
import { settlingWords as words } from './settling.words.ts'

const days = (title: { zh: string; en: string }, most = 60) => ({ type: 'integer', title, unit: words.dayUnit, least: 1, most }) as const
const months = (title: { zh: string; en: string }) => ({ type: 'integer', title, unit: words.monthUnit, least: 1, most: 120 }) as const
const classes = { A: words.classA, B: words.classB, C: words.classC, D: words.classD, E: words.classE } as const

/** Whether a subsidy was given and not taken back; one that rests is no less given. */
const holdsOne = (facts: Facts) => facts.awards.some((one) => one.procedure === 'settling_subsidy' && one.isHeld)

/**
 * 引进人才安家补贴. No provincial amounts are published; the first version has those of Changchun's policies of 2022 for talents at firms
 * (顶尖 300万, 国家级领军 100万, 省级领军 50万). How it is split, and all limits, are parameters of the version and no document's.
 */
export const settling = defineProcedure({
  code: 'settling_subsidy',
  edition: '2022',
  title: words.title,
  summary: words.summary,
  basis: [{ documentNo: '长春市2022年“六城联动”人才政策', title: words.basis }],
  prefix: 'AJBT',
  matterCode: 'talent_subsidy',
  subject: 'person',
  nameField: 'name',
  idField: 'idNumber',
  divisionField: 'division',
  payee: { account: 'account', bank: 'bank' },
  form: {
    name: { type: 'text', title: words.name, most: 60, personal: 'name', prefill: 'person.name' },
    idNumber: { type: 'resident_id', title: words.idNumber, personal: 'id_number', prefill: 'person.id_number' },
    phone: { type: 'phone', title: words.phone, personal: 'phone', prefill: 'person.phone' },
    division: { type: 'division', title: words.division, prefill: 'organisation.division', isCounted: true },
    talentClass: { type: 'choice', title: words.talentClass, help: words.talentClassHelp, isCounted: true, choices: classes },
    introducedOn: { type: 'day', title: words.introducedOn, help: words.introducedOnHelp },
    contractTerm: contractTermField,
    contractFrom: { type: 'day', title: words.contractFrom },
    contractTo: { type: 'day', title: words.contractTo, askedWhen: { field: 'contractTerm', is: ['fixed'] } },
    hasOther: { type: 'yes', title: words.hasOther, help: words.hasOtherHelp },
    bank: { type: 'text', title: words.bank, help: words.bankHelp, most: 100, personal: 'other' },
    account: {
      type: 'bank_account',
      title: words.account,
      help: words.accountHelp,
      personal: 'bank_account',
      prefill: 'person.bank_account',
    },
    promise: { type: 'yes', title: words.promise },
  },
  parameters: {
    amounts: { type: 'table', title: words.amounts, unit: words.yuan, keys: classes, of: 'money' },
    counts: { type: 'table', title: words.counts, unit: words.times, keys: classes, of: 'integer' },
    monthsBetween: months(words.monthsBetween),
    windowMonths: months(words.windowMonths),
    contractYearsLeast: { type: 'integer', title: words.contractYearsLeast, unit: words.yearUnit, least: 1, most: 10 },
    employerDays: days(words.employerDays),
    countyDays: days(words.countyDays),
    cityDays: days(words.cityDays),
    noticeDays: days(words.noticeDays, 20),
    noticeLimit: days(words.noticeLimit),
    decisionDays: days(words.decisionDays),
    promisedDays: days(words.promisedDays, 200),
    appealDays: days(words.appealDays),
  },
  conditions: [
    {
      code: 'graded',
      text: words.graded,
      remedy: words.gradedRemedy,
      test: ({ answers: { talentClass }, facts }) =>
        talentClass === undefined
          ? null
          : facts.awards.some((one) => one.procedure === 'talent_grading' && one.isStanding && one.level === talentClass),
    },
    {
      code: 'has_amount',
      text: words.hasAmount,
      test: ({ answers: { talentClass }, parameters }) => (talentClass === undefined ? null : (parameters.amounts[talentClass] ?? 0) > 0),
    },
    {
      code: 'at_firm',
      text: words.atFirm,
      test: ({ facts }) => (facts.organisation === null ? null : facts.organisation.kind === 'firm'),
    },
    {
      code: 'in_window',
      text: words.inWindow,
      test: ({ answers: { introducedOn }, parameters, on }) =>
        introducedOn === undefined ? null : introducedOn <= on && on <= addMonths(introducedOn, parameters.windowMonths),
    },
    {
      code: 'contract_long',
      text: words.contractLong,
      remedy: words.contractLongRemedy,
      test: ({ answers, parameters }) => lastsYears(answers, parameters.contractYearsLeast),
    },
    {
      code: 'not_paid',
      text: words.notPaid,
      test: ({ answers: { hasOther }, facts }) => (holdsOne(facts) ? false : hasOther === undefined ? null : !hasOther),
    },
    { code: 'promised', text: words.promised, test: ({ answers: { promise } }) => promise ?? null },
  ],
  materials: [
    { code: 'identity', title: words.identity, source: words.fromApplicant },
    { code: 'contract', title: words.contract, source: words.fromEmployer },
    { code: 'account', title: words.accountProof, source: words.fromApplicant },
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
      code: 'notice',
      kind: 'notice',
      title: words.stageNotice,
      office: { at: 'prefecture', permission: 'procedures.handle' },
      days: 'noticeLimit',
      noticeDays: 'noticeDays',
    },
    {
      code: 'decision',
      kind: 'decision',
      title: words.stageDecision,
      office: { at: 'prefecture', permission: 'procedures.decide' },
      days: 'decisionDays',
      // Asked once more where money is promised: another may have been given after this one was filed, or while it was appealed.
      needs: [{ code: 'none_meanwhile', text: words.noneMeanwhile, test: ({ facts }) => !holdsOne(facts) }],
    },
  ],
  outcome: {
    kind: 'subsidy',
    levels: classes,
    askedIn: 'talentClass',
    termMonths: 0,
    hasYearlyCheck: true,
    // While it is looked into whether the talent is still at work, nothing more is put on a list.
    canBeFrozen: true,
    // What the decision grants is the class it names, by the amount of the version the case was filed under.
    instalments: ({ parameters }, level) => {
      const fen = parameters.amounts[level as keyof typeof classes] ?? 0
      const count = Math.max(parameters.counts[level as keyof typeof classes] ?? 1, 1)
      if (fen === 0) return []
      return splitEvenly(fen, count).map((part, at) => ({ fen: part, afterMonths: at * parameters.monthsBetween, needsCheck: at > 0 }))
    },
    reversedBy: 'revoke',
  },
  returnsMost: 3,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
})
