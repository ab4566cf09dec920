import { billingSlice } from './billing/billing.server.ts'
import { billingSources } from './billing/figure.server.ts'
import { billingHoldings } from './billing/holding.declaration.ts'
import { serviceImport } from './billing/import.server.ts'
import { billingNotices } from './billing/notice.contract.ts'
import { bookingSlice } from './booking/booking.server.ts'
import { freeAmong } from './booking/free.server.ts'
import { bookingHoldings } from './booking/holding.declaration.ts'
import { bookingNotices } from './booking/notice.contract.ts'
import { bookingSealed } from './booking/sealed.declaration.ts'
import { catalogueSlice } from './catalogue/catalogue.server.ts'
import { catalogueSources } from './catalogue/figure.server.ts'
import { catalogueHoldings } from './catalogue/holding.declaration.ts'
import { catalogueImport, catalogueImportSlice } from './catalogue/import.server.ts'
import { searchSlice } from './catalogue/search.server.ts'
import { catalogueProcedures } from './catalogue/sharing.declaration.ts'
import { sharingListeners } from './catalogue/sharing.server.ts'
import { caseDataHandlers } from './counties/casedata.server.ts'
import { dataRequestHandlers } from './counties/datarequest.server.ts'
import { countiesSlice } from './counties/designation.server.ts'
import { countySources } from './counties/figure.server.ts'
import { countiesHoldings } from './counties/holding.declaration.ts'
import { countySubject } from './counties/indexsubject.server.ts'
import { countyProcedures } from './counties/naming.declaration.ts'
import { aboutDivision, namingListeners } from './counties/naming.server.ts'
import { countyNotices } from './counties/notice.contract.ts'
import { plansSlice } from './counties/plan.server.ts'
import { populationSource } from './counties/population.server.ts'
import { progressHandlers } from './counties/progress.server.ts'
import { recommendationHandlers } from './counties/recommendation.server.ts'
import { returnsSlice } from './counties/return.server.ts'
import { returnSources } from './counties/returnfigure.server.ts'
import { returnImport, returnImportSlice } from './counties/returnimport.server.ts'
import { taskSources } from './counties/taskfigure.server.ts'
import { waitingInCounties } from './counties/waiting.server.ts'
import { evaluationHoldings } from './evaluation/holding.declaration.ts'
import { evaluationSlice } from './evaluation/round.server.ts'
import { figuresSlice } from './figures/figures.server.ts'
import { erasureNotices } from './identity/erasure.contract.ts'
import { erasureSlice } from './identity/erasure.server.ts'
import { identityHoldings } from './identity/holding.declaration.ts'
import { identitySlice } from './identity/identity.server.ts'
import { minorNotices } from './identity/minor.contract.ts'
import { importFailedNotice, importFinishedNotice, type NoticeKind } from './identity/notice.contract.ts'
import { noticeSlice } from './identity/notice.server.ts'
import { operationsSlice } from './identity/operation.server.ts'
import { purposeSlice } from './identity/purpose.server.ts'
import { identitySealed, identitySealedJobs } from './identity/sealed.declaration.ts'
import { attachmentsFor } from './kernel/attachments/attachments.server.ts'
import type { Scanner } from './kernel/attachments/scanner.ts'
import type { Check, Found } from './kernel/check.ts'
import type { Db } from './kernel/db.ts'
import type { FileStore } from './kernel/files.ts'
import { kernelHoldings } from './kernel/holding.declaration.ts'
import type { Holding } from './kernel/holding.ts'
import { importsFor } from './kernel/imports/imports.server.ts'
import { kernelSlice } from './kernel/kernel.server.ts'
import { kernelWords } from './kernel/kernel.words.ts'
import type { Mailer } from './kernel/mailer.ts'
import type { Slice } from './kernel/perform.ts'
import { kernelSealed } from './kernel/sealed.declaration.ts'
import { checkSealed, type SealedColumn, type SealedJob } from './kernel/sealed.ts'
import { ledgerHoldings } from './ledger/holding.declaration.ts'
import { ledgerSlice } from './ledger/ledger.server.ts'
import { ledgerNotices } from './ledger/notice.contract.ts'
import { meteringHoldings } from './metering/holding.declaration.ts'
import { meterSealed } from './metering/meter.server.ts'
import { meteringSlice } from './metering/metering.server.ts'
import { oversightSlice } from './oversight/oversight.server.ts'
import { sharingSubject } from './oversight/sharingsubject.server.ts'
import { placesSlice } from './places/places.server.ts'
import { pricesSlice } from './prices/prices.server.ts'
import { countOwn } from './procedures/caselist.sql.ts'
import { waitingCases } from './procedures/desk.server.ts'
import { caseSources } from './procedures/figure.server.ts'
import { proceduresHoldings } from './procedures/holding.declaration.ts'
import { caseNotices } from './procedures/notice.contract.ts'
import type { Procedure } from './procedures/procedure.rules.ts'
import { proceduresSlice } from './procedures/procedures.server.ts'
import { proceduresSealed } from './procedures/sealed.declaration.ts'
import { moveCases } from './procedures/transfer.server.ts'
import { registryHoldings } from './registry/holding.declaration.ts'
import { bodiesNow } from './registry/matter.server.ts'
import { registryNotices } from './registry/notice.contract.ts'
import { registryProcedures } from './registry/registration.declaration.ts'
import { registryRulings } from './registry/registration.server.ts'
import { registrySlice } from './registry/registry.server.ts'
import { registrySealed } from './registry/sealed.declaration.ts'
import { organisationStatusOn, relatedOrganisations } from './registry/status.server.ts'
import { statusImport, statusImportSlice } from './registry/statusimport.server.ts'
import { talentSources } from './talent/figure.server.ts'
import { talentHoldings } from './talent/holding.declaration.ts'
import { talentNotices } from './talent/notice.contract.ts'
import { talentProcedures } from './talent/talent.declaration.ts'
import { talentSlice } from './talent/talent.server.ts'

/** What some stories need beside their transaction: jobs read and write files and send letters, handlers only name them. */
export type Surroundings = {
  files: FileStore
  mailer?: Mailer | undefined
  scanner?: Scanner | undefined
  privacyContact?: string | undefined
  /** Procedures declared beside those of the slices. */
  moreProcedures?: readonly Procedure[] | undefined
}

/** Every kind of notice that a slice declares, so that an inbox and a letter can be written out. */
export const noticeKinds: readonly NoticeKind[] = [
  importFinishedNotice,
  importFailedNotice,
  ...minorNotices,
  ...erasureNotices,
  ...ledgerNotices,
  ...caseNotices,
  ...registryNotices,
  ...bookingNotices,
  ...billingNotices,
  ...talentNotices,
  ...countyNotices,
]

/** Every kind of import that a slice declares; the command `import` picks one by its name. */
export const importKinds = [statusImport, catalogueImport, serviceImport, returnImport]

/** What every slice holds about people: an export has all of it, an erasure reaches all that may go. */
export const holdings: readonly Holding[] = [
  ...kernelHoldings,
  ...identityHoldings,
  ...ledgerHoldings,
  ...proceduresHoldings,
  ...evaluationHoldings,
  ...registryHoldings,
  ...catalogueHoldings,
  ...bookingHoldings,
  ...meteringHoldings,
  ...billingHoldings,
  ...talentHoldings,
  ...countiesHoldings,
]

/** Every column that holds sealed values: checked by `verify`, sealed anew by `keys rotate`. */
export const sealedColumns: readonly SealedColumn[] = [
  ...kernelSealed,
  ...identitySealed,
  ...proceduresSealed,
  ...registrySealed,
  ...bookingSealed,
  ...meterSealed,
]

/** Every procedure that a slice declares. */
export const procedures: readonly Procedure[] = [...registryProcedures, ...catalogueProcedures, ...talentProcedures, ...countyProcedures]

/** The rules by which they name offices. */
export const rulings = { ...registryRulings }

/** What an organisation is recognised as on a day, for the conditions of procedures. */
async function statusesOf(db: Db, organisationId: string, day: string): Promise<string[]> {
  const found = await organisationStatusOn(db, [organisationId], day)
  return (found.get(organisationId) ?? []).map((status) => status.kind)
}

/** Every kind of job whose payload is sealed: a key is not dropped while one of them waits. */
export const sealedJobs: readonly SealedJob[] = identitySealedJobs

const sealedOpens: Check = {
  name: 'sealed_opens',
  word: kernelWords.sealedOpens,
  needsKeys: true,
  find: async (db) => {
    const total: Found = { checked: 0, wrong: 0, example: null }
    for (const column of sealedColumns) {
      const { checked, wrong, example } = await checkSealed(db, column)
      total.checked += checked
      total.wrong += wrong
      total.example ??= example
    }
    return total
  },
}

/** What must hold in every database of ours, slice by slice. */
export function checksOf(slices: readonly Slice[]): Check[] {
  return [...slices.flatMap((slice) => slice.checks ?? []), sealedOpens]
}

/** Every slice's stories, in the order of the list in slices.ts. */
export function slicesInOrder({ files, mailer, scanner, privacyContact, moreProcedures = [] }: Surroundings): Slice[] {
  const importsSlice = importsFor(importKinds, files)
  const ground = {
    declared: [...procedures, ...moreProcedures],
    statusesOf,
    relatedOf: relatedOrganisations,
    rulings,
    bodiesNow,
    aboutDivision,
  }
  const sources = [
    ...[...catalogueSources, ...billingSources, ...countySources, populationSource, ...returnSources, ...taskSources],
    ...[...caseSources(ground), ...talentSources(ground)],
  ]
  const sourcesByName = new Map(sources.map((source) => [source.figure.name, source]))
  const slices = [
    kernelSlice({ mailer }),
    attachmentsFor(files, scanner),
    importsSlice,
    placesSlice,
    identitySlice,
    noticeSlice({ kinds: noticeKinds }),
    purposeSlice({ contact: privacyContact }),
    erasureSlice({ holdings }),
    ledgerSlice,
    figuresSlice(sources),
    proceduresSlice(ground),
    evaluationSlice([countySubject, sharingSubject(sourcesByName)]),
    registrySlice({ moveCases: (db, moved, after, now) => moveCases(ground, db, moved, after, now) }),
    statusImportSlice,
    catalogueSlice,
    { handlers: [], listeners: sharingListeners },
    searchSlice({ freeAmong }),
    catalogueImportSlice,
    pricesSlice,
    bookingSlice,
    meteringSlice,
    billingSlice,
    oversightSlice({
      waiting: { atOffices: (db, actor, now) => waitingCases(ground, db, actor, now), ofPerson: countOwn, inCounties: waitingInCounties },
    }),
    talentSlice(ground),
    countiesSlice,
    { handlers: [...recommendationHandlers(ground), ...caseDataHandlers(ground)], listeners: namingListeners },
    plansSlice,
    returnImportSlice,
    returnsSlice(sourcesByName),
    { handlers: [...progressHandlers(sourcesByName), ...dataRequestHandlers] },
  ]
  return [...slices, operationsSlice(slices)]
}
