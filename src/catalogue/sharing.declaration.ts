import { type Condition, defineProcedure } from '../procedures/procedure.rules.ts'
import { exemptionCode, listingCode } from './sharing.rules.ts'
import { sharingWords as words } from './sharing.words.ts'

const days = (title: { zh: string; en: string }, most = 60) => ({ type: 'integer', title, unit: words.dayUnit, least: 1, most }) as const
const basis = [{ documentNo: '国科发基〔2018〕289号', title: words.basis289 }]
const own = {
  institution: { type: 'text', title: words.institution, most: 200, prefill: 'organisation.name' },
  division: { type: 'division', title: words.division, prefill: 'organisation.division', isCounted: true },
  innerCode: { type: 'text', title: words.innerCode, help: words.innerCodeHelp, most: 100 },
} as const
const institutionStage = {
  code: 'institution',
  kind: 'review',
  title: words.stageInstitution,
  office: { at: 'employer' },
  days: 'institutionDays',
} as const

const accepted: Condition = {
  code: 'accepted',
  text: words.accepted,
  test: ({ answers: { acceptedOn }, on }) => (typeof acceptedOn === 'string' ? acceptedOn <= on : null),
}

/** 仪器入网审核 (国科发基〔2018〕289号 article 11): the institution, then the department above; granted, the instrument is shared. */
export const listing = defineProcedure({
  code: listingCode,
  edition: '2018',
  title: words.listingTitle,
  summary: words.listingSummary,
  basis,
  prefix: 'YQRW',
  matterCode: 'instrument_sharing',
  subject: 'organisation',
  nameField: 'institution',
  divisionField: 'division',
  form: {
    ...own,
    acceptedOn: { type: 'day', title: words.acceptedOn },
    isDutyFree: { type: 'yes', title: words.isDutyFree, isCounted: true },
    declarationNo: { type: 'text', title: words.declarationNo, most: 40, askedWhen: { field: 'isDutyFree', is: [true] } },
    releasedOn: { type: 'day', title: words.releasedOn, askedWhen: { field: 'isDutyFree', is: [true] } },
    supervisedTo: { type: 'day', title: words.supervisedTo, askedWhen: { field: 'isDutyFree', is: [true] } },
    isPublished: { type: 'yes', title: words.isPublished },
  },
  parameters: {
    institutionDays: days(words.institutionDays),
    superiorDays: days(words.superiorDays),
    promisedDays: days(words.promisedDays, 200),
    appealDays: days(words.appealDays),
  },
  conditions: [
    accepted,
    {
      code: 'published',
      text: words.published,
      remedy: words.publishedRemedy,
      test: ({ answers: { isPublished } }) => isPublished ?? null,
    },
    {
      code: 'customs_whole',
      text: words.customsWhole,
      test: ({ answers: { isDutyFree, releasedOn, supervisedTo } }) => {
        if (isDutyFree === undefined) return null
        if (!isDutyFree) return true
        return releasedOn === undefined || supervisedTo === undefined ? null : releasedOn <= supervisedTo
      },
    },
  ],
  materials: [
    { code: 'report', title: words.report, source: words.fromInstitution },
    {
      code: 'customs',
      title: words.customs,
      source: words.fromInstitution,
      askedWhen: ({ answers: { isDutyFree } }) => isDutyFree === true,
    },
  ],
  stages: [
    institutionStage,
    {
      code: 'decision',
      kind: 'decision',
      title: words.stageSuperior,
      office: { at: 'province', permission: 'procedures.decide' },
      days: 'superiorDays',
      asksToMend: true,
    },
  ],
  outcome: { kind: 'registration', termMonths: 0, reversedBy: { operation: 'changeInstrument' } },
  allowsSeveral: true,
  onceFor: 'innerCode',
  returnsMost: 2,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
  isStanding: true,
})

/** 不纳入开放共享备案 (国科发基〔2018〕289号 article 12): applied for, reviewed by the department above, recorded by the science department. */
export const exemption = defineProcedure({
  code: exemptionCode,
  edition: '2018',
  title: words.exemptionTitle,
  summary: words.exemptionSummary,
  basis,
  prefix: 'YQBA',
  matterCode: 'instrument_sharing',
  subject: 'organisation',
  nameField: 'institution',
  divisionField: 'division',
  form: {
    ...own,
    ground: {
      type: 'choice',
      title: words.ground,
      isCounted: true,
      choices: { secret: words.secret, dedicated: words.dedicated, hazardous: words.hazardous },
    },
    lookAgainOn: { type: 'day', title: words.lookAgainOn, help: words.lookAgainHelp },
    explanation: { type: 'paragraph', title: words.explanation, most: 1000 },
  },
  parameters: {
    institutionDays: days(words.institutionDays),
    superiorDays: days(words.superiorDays),
    recordDays: days(words.recordDays),
    promisedDays: days(words.promisedDays, 200),
    appealDays: days(words.appealDays),
    termMonths: { type: 'integer', title: words.termMonths, unit: words.monthUnit, least: 1, most: 120 },
  },
  conditions: [],
  materials: [{ code: 'proof', title: words.proof, source: words.fromInstitution }],
  stages: [
    institutionStage,
    {
      code: 'superior',
      kind: 'review',
      title: words.stageSuperior,
      office: { at: 'province', permission: 'procedures.handle' },
      days: 'superiorDays',
      asksToMend: true,
    },
    {
      code: 'decision',
      kind: 'decision',
      title: words.stageRecord,
      office: { at: 'province', permission: 'procedures.decide' },
      days: 'recordDays',
    },
  ],
  outcome: { kind: 'registration', termMonths: 'termMonths', reversedBy: 'revoke' },
  allowsSeveral: true,
  onceFor: 'innerCode',
  returnsMost: 2,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
  isStanding: true,
})

/** Every procedure that this slice declares. */
export const catalogueProcedures = [listing, exemption]
