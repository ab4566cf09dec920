import { defineProcedure } from '../procedures/procedure.rules.ts'
import { isGraded, limit, recorded } from './common.rules.ts'
import { spouseWords as words } from './spouse.words.ts'
import { talentWords as common } from './talent.words.ts'

/** 配偶就业: by wish; who is recommended gets at least so many offers before the case is decided. */
export const spouse = defineProcedure({
  code: 'talent_spouse',
  edition: '2022',
  title: words.title,
  summary: words.summary,
  basis: [{ documentNo: '吉发〔2022〕18号', title: words.basis }],
  prefix: 'RCPO',
  matterCode: 'talent_spouse',
  subject: 'person',
  nameField: 'name',
  divisionField: 'division',
  form: {
    name: { type: 'text', title: words.talentName, most: 60, personal: 'name', prefill: 'person.name' },
    phone: { type: 'phone', title: common.phone, personal: 'phone', prefill: 'person.phone' },
    division: { type: 'division', title: common.division, prefill: 'organisation.division', isCounted: true },
    spouseName: { type: 'text', title: words.spouseName, most: 60, personal: 'other' },
    spousePhone: { type: 'phone', title: words.spousePhone, personal: 'phone' },
    spouseAgrees: { type: 'yes', title: words.spouseAgrees },
    employer: {
      type: 'choice',
      title: words.employer,
      isCounted: true,
      choices: { public: words.public, enterprise: words.enterprise, none: words.none },
    },
    education: {
      type: 'choice',
      title: words.education,
      choices: { secondary: words.secondary, college: words.college, bachelor: words.bachelor, postgraduate: words.postgraduate },
    },
    occupation: { type: 'text', title: words.occupation },
    wish: {
      type: 'choice',
      title: words.wish,
      isCounted: true,
      choices: { placement: words.placement, recommended: words.recommended, allowance: words.allowance },
    },
    wishes: {
      type: 'rows',
      title: words.wishes,
      atMost: 5,
      askedWhen: { field: 'wish', is: ['placement', 'recommended'] },
      fields: { post: { type: 'text', title: words.post, most: 60 }, place: { type: 'text', title: words.place, most: 60 } },
    },
  },
  parameters: {
    offersLeast: { type: 'integer', title: words.offersLeast, unit: words.offerUnit, least: 1, most: 20 },
    intakeDays: limit(common.intakeDays),
    workDays: limit(common.workDays),
    decisionDays: limit(common.decisionDays),
    promisedDays: limit(common.promisedDays, 200),
    appealDays: limit(common.appealDays),
  },
  conditions: [
    { code: 'graded', text: common.graded, remedy: common.gradedRemedy, test: (known) => isGraded(known) },
    { code: 'agreed', text: words.agreed, test: ({ answers: { spouseAgrees } }) => spouseAgrees ?? null },
    {
      code: 'like_for_like',
      text: words.likeForLike,
      test: ({ answers: { wish, employer } }) => {
        if (wish === undefined || employer === undefined) return null
        return wish !== 'placement' || employer === 'public'
      },
    },
  ],
  materials: [{ code: 'marriage', title: words.marriage, source: common.fromApplicant }],
  stages: [
    {
      code: 'intake',
      kind: 'intake',
      title: common.stageIntake,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'intakeDays',
    },
    {
      code: 'finding',
      kind: 'review',
      title: words.stageFinding,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'workDays',
      needs: [
        {
          code: 'offers_made',
          text: words.offersMade,
          test: (known) => known.answers.wish !== 'recommended' || recorded(known, 'offer') >= known.parameters.offersLeast,
        },
      ],
    },
    {
      code: 'decision',
      kind: 'decision',
      title: common.stageDecision,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'decisionDays',
    },
  ],
  outcome: {
    kind: 'place',
    levels: { placed: words.resultPlaced, hired: words.resultHired, allowance: words.resultAllowance, offered: words.resultOffered },
    termMonths: 0,
    reversedBy: 'revoke',
  },
  records: { offer: { title: words.offer, unit: words.offerUnit, most: 1, by: 'office', when: 'open' } },
  returnsMost: 3,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
})
