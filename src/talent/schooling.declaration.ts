import { defineProcedure } from '../procedures/procedure.rules.ts'
import { classes, isGraded, limit, recorded, standingClass } from './common.rules.ts'
import { schoolingWords as words } from './schooling.words.ts'
import { schoolingCode } from './schoolplace.contract.ts'
import { talentWords as common } from './talent.words.ts'

const bureau = { matterCode: schoolingCode } as const

/** 子女就学: the education department where the school lies handles it, and nobody else sees it. */
export const schooling = defineProcedure({
  code: schoolingCode,
  edition: '2019',
  title: words.title,
  summary: words.summary,
  basis: [{ documentNo: '吉发〔2022〕18号', title: words.basis }],
  prefix: 'RCJX',
  matterCode: schoolingCode,
  subject: 'person',
  nameField: 'name',
  divisionField: 'division',
  form: {
    name: { type: 'text', title: words.parentName, most: 60, personal: 'name', prefill: 'person.name' },
    phone: { type: 'phone', title: common.phone, personal: 'phone', prefill: 'person.phone' },
    division: { type: 'division', title: words.division, isCounted: true },
    child: { type: 'child', title: words.child, help: words.childHelp, purpose: 'schooling' },
    stage: {
      type: 'choice',
      title: words.stage,
      isCounted: true,
      choices: { preschool: words.preschool, primary: words.primary, junior: words.junior, senior: words.senior },
    },
    startsOn: { type: 'day', title: words.startsOn },
    wishes: {
      type: 'rows',
      title: words.wishes,
      atMost: 5,
      fields: {
        school: { type: 'text', title: words.school, most: 100 },
        kind: { type: 'choice', title: words.kind, choices: { public: words.public, private: words.private } },
      },
    },
  },
  parameters: {
    timesMost: { type: 'table', title: words.timesMost, unit: common.timesUnit, keys: classes, of: 'integer' },
    intakeDays: limit(common.intakeDays),
    workDays: limit(common.workDays),
    decisionDays: limit(common.decisionDays),
    promisedDays: limit(common.promisedDays, 200),
    appealDays: limit(common.appealDays),
  },
  conditions: [
    { code: 'graded', text: common.graded, remedy: common.gradedRemedy, test: (known) => isGraded(known) },
    {
      code: 'consented',
      text: words.consented,
      remedy: words.consentedRemedy,
      test: ({ answers: { child }, facts }) => (child === undefined ? null : facts.consents.some(({ childId }) => childId === child)),
    },
    {
      code: 'wishes_fit',
      text: words.wishesFit,
      test: ({ answers: { stage, wishes }, facts, on }) => {
        const held = standingClass({ facts, on })
        if (stage === undefined || wishes === undefined) return null
        if (held === null || held === 'A' || held === 'B') return true
        return (stage === 'primary' || stage === 'junior') && wishes.every(({ kind }) => kind === 'public')
      },
    },
    {
      code: 'times_left',
      text: words.timesLeft,
      test: ({ facts, parameters, on }) => {
        const held = standingClass({ facts, on })
        const most = held === null ? undefined : parameters.timesMost[held as keyof typeof classes]
        return most === undefined || facts.awards.filter(({ procedure }) => procedure === schoolingCode).length < most
      },
    },
  ],
  materials: [{ code: 'residence', title: words.residence, source: common.fromApplicant }],
  stages: [
    {
      code: 'intake',
      kind: 'intake',
      title: words.stageIntake,
      office: { at: 'county', permission: 'procedures.handle', ...bureau },
      days: 'intakeDays',
    },
    {
      code: 'placing',
      kind: 'review',
      title: words.stagePlacing,
      office: { at: 'county', permission: 'procedures.handle', ...bureau },
      days: 'workDays',
    },
    {
      code: 'decision',
      kind: 'decision',
      title: common.stageDecision,
      office: { at: 'county', permission: 'procedures.handle', ...bureau },
      days: 'decisionDays',
      needs: [{ code: 'placed', text: words.placed, test: (known) => recorded(known, 'place') > 0 }],
    },
  ],
  outcome: { kind: 'place', termMonths: 0, certificate: words.certificate, reversedBy: 'revoke' },
  records: { place: { title: words.placeKept, unit: words.placeUnit, most: 1, by: 'slice', when: 'open' } },
  allowsSeveral: true,
  onceFor: 'child',
  returnsMost: 3,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
  isConfidential: true,
})
