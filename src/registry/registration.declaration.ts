import { identityWords } from '../identity/identity.words.ts'
import { type Condition, defineProcedure } from '../procedures/procedure.rules.ts'
import { approvalWords as words } from './approval.words.ts'
import { registrationCode, registrationRuling } from './registration.rules.ts'

const days = (title: { zh: string; en: string }) => ({ type: 'integer', title, unit: words.dayUnit, least: 1, most: 60 }) as const

const isNew: Condition = {
  code: 'not_registered',
  text: words.notRegistered,
  remedy: words.notRegisteredRemedy,
  test: ({ answers: { creditCode }, facts: { registeredCodes } }) =>
    typeof creditCode !== 'string' || registeredCodes === null ? null : !registeredCodes.includes(creditCode),
}

/** 单位登记: an organisation that the platform does not know yet is registered, and its applicant administers it (decisions 0018, 0034). */
export const registration = defineProcedure({
  code: registrationCode,
  edition: '2026',
  title: words.title,
  summary: words.summary,
  basis: [{ documentNo: '国发〔2015〕33号', title: words.basis33 }],
  prefix: 'DWDJ',
  matterCode: 'organisation_registration',
  subject: 'new_organisation',
  nameField: 'nameZh',
  divisionField: 'division',
  form: {
    creditCode: { type: 'credit_code', title: words.creditCode, help: words.creditCodeHelp },
    nameZh: { type: 'text', title: words.nameZh, help: words.nameHelp, most: 200 },
    nameEn: { type: 'text', title: words.nameEn, most: 300, isOptional: true },
    kind: {
      type: 'choice',
      title: words.kind,
      isCounted: true,
      choices: {
        ...{ firm: identityWords.kind_firm, university: identityWords.kind_university, institute: identityWords.kind_institute },
        ...{ government: identityWords.kind_government, hospital: identityWords.kind_hospital, park: identityWords.kind_park },
        other: identityWords.kind_other,
      },
    },
    division: { type: 'division', title: words.division, isCounted: true },
    contact: { type: 'text', title: words.contact, help: words.contactHelp, most: 200, personal: 'other' },
  },
  parameters: { decisionDays: days(words.decisionDays), promisedDays: days(words.promisedDays), appealDays: days(words.appealDays) },
  conditions: [
    isNew,
    {
      code: 'name_whole',
      text: words.nameWhole,
      test: ({ answers: { nameZh } }) => (nameZh === undefined ? null : /\p{Script=Han}.*\p{Script=Han}/u.test(nameZh)),
    },
  ],
  materials: [{ code: 'licence', title: words.licence, source: words.licenceSource }],
  stages: [
    {
      code: 'decision',
      kind: 'decision',
      title: words.stageDecision,
      office: { at: 'ruled', ruling: registrationRuling, permission: 'registry.decide', orAbove: true },
      days: 'decisionDays',
      asksToMend: true,
      // The code may have come to be registered while the case waited.
      needs: [isNew],
    },
  ],
  outcome: { kind: 'registration', termMonths: 0, reversedBy: { operation: 'mergeOrganisations' } },
  onceFor: 'creditCode',
  returnsMost: 1,
  promisedDays: 'promisedDays',
  appealDays: 'appealDays',
  isStanding: true,
})

/** Every procedure that this slice declares. */
export const registryProcedures = [registration]
