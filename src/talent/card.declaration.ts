import { defineProcedure } from '../procedures/procedure.rules.ts'
import { cardWords as words } from './card.words.ts'
import { classes, isGraded, limit, monthsOf, standingClass } from './common.rules.ts'
import { talentWords as common } from './talent.words.ts'

/** 人才服务卡: by the class that stands; frozen, unfrozen, given out anew and cancelled by whoever issues it, declined by its holder. */
export const card = defineProcedure({
  code: 'service_card',
  edition: '2019',
  title: words.title,
  summary: words.summary,
  basis: [{ documentNo: '吉发〔2022〕18号', title: words.basis }],
  prefix: 'JXK',
  matterCode: 'service_card',
  subject: 'person',
  nameField: 'name',
  idField: 'idNumber',
  divisionField: 'division',
  form: {
    name: { type: 'text', title: common.name, most: 60, personal: 'name', prefill: 'person.name' },
    idNumber: { type: 'resident_id', title: common.idNumber, personal: 'id_number', prefill: 'person.id_number' },
    phone: { type: 'phone', title: common.phone, personal: 'phone', prefill: 'person.phone' },
    division: { type: 'division', title: words.division, prefill: 'organisation.division', isCounted: true },
    wantedClass: { type: 'choice', title: words.wantedClass, isCounted: true, choices: classes },
  },
  parameters: {
    termMonths: monthsOf(common.termMonths),
    // One for each class whose holders are given the card without applying.
    classesUnasked: { type: 'table', title: words.classesUnasked, unit: words.yesUnit, keys: classes, of: 'integer' },
    declineDays: limit(words.declineDays),
    intakeDays: limit(common.intakeDays),
    decisionDays: limit(common.decisionDays),
    promisedDays: limit(common.promisedDays, 200),
    appealDays: limit(common.appealDays),
  },
  conditions: [
    { code: 'graded', text: common.graded, remedy: common.gradedRemedy, test: (known) => isGraded(known) },
    {
      code: 'same_class',
      text: words.sameClass,
      test: ({ answers: { wantedClass }, facts, on }) => {
        const held = standingClass({ facts, on })
        return wantedClass === undefined || held === null ? null : wantedClass >= held
      },
    },
    {
      code: 'no_card',
      text: words.none,
      test: ({ facts, on }) =>
        !facts.awards.some((one) => one.procedure === 'service_card' && one.isHeld && (one.to === null || one.to >= on)),
    },
  ],
  materials: [],
  stages: [
    {
      code: 'intake',
      kind: 'intake',
      title: words.stageIntake,
      office: { at: 'province', permission: 'procedures.handle' },
      days: 'intakeDays',
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
    kind: 'card',
    levels: classes,
    askedIn: 'wantedClass',
    termMonths: 'termMonths',
    canBeFrozen: true,
    certificate: words.certificate,
    reversedBy: 'revoke',
  },
  unasked: {
    from: 'talent_grading',
    needs: [
      {
        code: 'class_unasked',
        text: words.classUnasked,
        test: ({ facts, parameters, on }) => {
          const held = standingClass({ facts, on })
          return held !== null && parameters.classesUnasked[held as keyof typeof classes] === 1
        },
      },
    ],
    answers: ({ facts, on }) => ({ wantedClass: standingClass({ facts, on }) ?? undefined }),
    level: ({ facts, on }) => standingClass({ facts, on }),
    declineDays: 'declineDays',
  },
  returnsMost: 1,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
})
