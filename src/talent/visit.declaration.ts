import { defineProcedure } from '../procedures/procedure.rules.ts'
import { limit, recorded } from './common.rules.ts'
import { talentWords as common } from './talent.words.ts'
import { visitWords as words } from './visit.words.ts'

/** 万名人社干部进万企: one case for each question of a firm; one officer goes there and answers, and the firm says how satisfied it is. */
export const visit = defineProcedure({
  code: 'enterprise_visits',
  edition: '2024',
  title: words.title,
  summary: words.summary,
  basis: [{ documentNo: '文号待核', title: words.basis }],
  prefix: 'JWQ',
  matterCode: 'enterprise_visits',
  subject: 'organisation',
  nameField: 'firm',
  divisionField: 'division',
  form: {
    firm: { type: 'text', title: common.firmName, most: 100, prefill: 'organisation.name' },
    division: { type: 'division', title: common.firmDivision, prefill: 'organisation.division', isCounted: true },
    contact: { type: 'text', title: common.contact, most: 60, personal: 'name' },
    phone: { type: 'phone', title: common.phoneOfFirm, personal: 'phone' },
    kind: {
      type: 'choice',
      title: words.kind,
      isCounted: true,
      choices: {
        hiring: words.hiring,
        insurance: words.insurance,
        talent: words.talent,
        relations: words.relations,
        skills: words.skills,
        other: words.other,
      },
    },
    question: { type: 'paragraph', title: words.question },
  },
  parameters: {
    intakeDays: limit(common.intakeDays),
    workDays: limit(common.workDays),
    decisionDays: limit(common.decisionDays),
    promisedDays: limit(common.promisedDays, 200),
    appealDays: limit(common.appealDays),
  },
  conditions: [{ code: 'asked', text: words.asked, test: ({ answers: { question } }) => (question === undefined ? null : true) }],
  materials: [],
  stages: [
    {
      code: 'intake',
      kind: 'intake',
      title: words.stageIntake,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'intakeDays',
    },
    {
      code: 'handling',
      kind: 'review',
      title: words.stageHandling,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'workDays',
      needs: [{ code: 'talked', text: words.talked, test: (known) => recorded(known, 'visit') > 0 }],
    },
    {
      code: 'answer',
      kind: 'decision',
      title: words.stageAnswer,
      office: { at: 'county', permission: 'procedures.handle' },
      days: 'decisionDays',
    },
  ],
  outcome: {
    kind: 'answer',
    levels: { solved: words.solved, explained: words.explained, forwarded: words.forwarded },
    termMonths: 0,
    reversedBy: 'revoke',
  },
  records: {
    visit: { title: words.recordVisit, unit: words.visitUnit, most: 1, by: 'office', when: 'open' },
    satisfaction: { title: words.satisfaction, unit: words.satisfactionUnit, most: 5, by: 'employer', when: 'granted' },
  },
  allowsSeveral: true,
  returnsMost: 3,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
})
