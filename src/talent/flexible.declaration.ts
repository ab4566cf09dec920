import { addMonths, defineProcedure } from '../procedures/procedure.rules.ts'
import { limit, monthsOf, recorded } from './common.rules.ts'
import { flexibleWords as words } from './flexible.words.ts'
import { talentWords as common } from './talent.words.ts'

/** 企业柔性引才: the firm records the days that the talent was present, and is given a share of what it paid, up to a most. */
export const flexible = defineProcedure({
  code: 'flexible_engagement',
  edition: '2022',
  title: words.title,
  summary: words.summary,
  basis: [{ documentNo: '吉发〔2022〕18号', title: words.basis }],
  prefix: 'RXYC',
  matterCode: 'flexible_engagement',
  subject: 'organisation',
  nameField: 'firm',
  divisionField: 'division',
  payee: { account: 'account', bank: 'bank' },
  form: {
    firm: { type: 'text', title: common.firmName, most: 100, prefill: 'organisation.name' },
    division: { type: 'division', title: common.firmDivision, prefill: 'organisation.division', isCounted: true },
    talentName: { type: 'text', title: words.talentName, most: 60, personal: 'other' },
    home: { type: 'text', title: words.home, most: 100 },
    homeAgrees: { type: 'yes', title: words.homeAgrees },
    contractFrom: { type: 'day', title: words.contractFrom },
    contractTo: { type: 'day', title: words.contractTo },
    tasks: { type: 'paragraph', title: words.tasks },
    property: { type: 'paragraph', title: words.property },
    payFen: { type: 'money', title: words.pay },
    bank: { type: 'text', title: words.bank, help: words.bankHelp, most: 100 },
    account: { type: 'bank_account', title: words.account, help: words.accountHelp, personal: 'bank_account' },
  },
  parameters: {
    contractMonths: monthsOf(words.contractMonths),
    presentDays: { type: 'integer', title: words.presentDays, unit: common.calendarDayUnit, least: 1, most: 366 },
    subsidyPercent: { type: 'integer', title: words.subsidyPercent, unit: words.percentUnit, least: 0, most: 100 },
    subsidyMostFen: { type: 'money', title: words.subsidyMost, unit: words.yuanUnit },
    intakeDays: limit(common.intakeDays),
    workDays: limit(common.workDays),
    decisionDays: limit(common.decisionDays),
    promisedDays: limit(common.promisedDays, 200),
    appealDays: limit(common.appealDays),
  },
  conditions: [
    { code: 'three_agree', text: words.threeAgree, test: ({ answers: { homeAgrees } }) => homeAgrees ?? null },
    {
      code: 'long_enough',
      text: words.longEnough,
      test: ({ answers: { contractFrom, contractTo }, parameters }) => {
        if (!contractFrom || !contractTo) return null
        const dayAfter = new Date(Date.parse(contractTo) + 86_400_000).toISOString().slice(0, 10)
        return addMonths(contractFrom, parameters.contractMonths) <= dayAfter
      },
    },
  ],
  materials: [
    { code: 'agreement', title: words.agreement, source: common.fromFirm },
    { code: 'consent', title: words.consent, source: common.fromFirm },
    { code: 'payment', title: words.payment, source: common.fromFirm },
  ],
  stages: [
    {
      code: 'intake',
      kind: 'intake',
      title: words.stageIntake,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'intakeDays',
    },
    {
      code: 'check',
      kind: 'review',
      title: words.stageCheck,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'workDays',
      needs: [
        {
          code: 'present_enough',
          text: words.presentEnough,
          test: (known) => recorded(known, 'presence', true) >= known.parameters.presentDays,
        },
      ],
    },
    {
      code: 'decision',
      kind: 'decision',
      title: common.stageDecision,
      office: { at: 'prefecture', permission: 'procedures.decide' },
      days: 'decisionDays',
    },
  ],
  outcome: {
    kind: 'subsidy',
    termMonths: 0,
    certificate: words.certificate,
    instalments: ({ answers: { payFen = 0 }, parameters: { subsidyPercent, subsidyMostFen } }) => [
      { fen: Math.min(Math.floor((payFen * subsidyPercent) / 100), subsidyMostFen), afterMonths: 0, needsCheck: false },
    ],
    reversedBy: 'revoke',
  },
  records: { presence: { title: words.presence, unit: common.calendarDayUnit, most: 31, by: 'employer', when: 'open' } },
  allowsSeveral: true,
  returnsMost: 3,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
})
