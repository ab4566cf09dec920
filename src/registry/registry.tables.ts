// Printed from database/*-registry*.sql by `npm run types`.
import type { ColumnType, Generated } from 'kysely'

export interface JoiningTable {
  id: string
  person_id: string
  organisation_id: string
  state: Generated<'pending' | 'approved' | 'refused' | 'withdrawn'>
  role: string | null
  reason: string | null
  decided_by: string | null
  decided_at: string | null
  recorded_at: Generated<string>
}

export interface MatterTable {
  code: string
  name_zh: string
  name_en: string
  sort: number
}

export interface MatterHolderTable {
  id: string
  matter_code: string
  division_code: string
  organisation_id: string
  office_name: string
  valid_from: string
  document_no: string
  recorded_by: string
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface MergerGroundTable {
  organisation_id: string
  survivor_id: string
  reason: string
  document_no: string
  decided_by: string
  recorded_at: Generated<string>
}

export interface OrganisationAddressTable {
  id: string
  organisation_id: string
  address: string
  change_id: string
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface OrganisationChangeTable {
  id: string
  organisation_id: string
  asked_by: string
  wanted: ColumnType<unknown, string, string>
  reason: string
  document_no: string | null
  decides_in: string
  state: Generated<'pending' | 'approved' | 'refused' | 'withdrawn'>
  answer: string | null
  version_id: string | null
  decided_by: string | null
  decided_at: string | null
  recorded_at: Generated<string>
}

export interface OrganisationContactTable {
  organisation_id: string
  contact_sealed: string
  recorded_by: string
  recorded_at: Generated<string>
}

export interface OrganisationRegistrationTable {
  organisation_id: string
  case_id: string
  applied_at: string
  recorded_at: Generated<string>
}

export interface OrganisationRelationTable {
  id: string
  organisation_id: string
  other_id: string
  kind: 'same_controller' | 'parent' | 'subsidiary' | 'shareholder'
  first_on: string
  last_on: string | null
  document_no: string | null
  declared_by: string
  recorded_at: Generated<string>
  superseded_at: string | null
  superseded_by: string | null
  superseded_reason: string | null
  confirmed_by: string | null
  confirmed_at: string | null
}

export interface OrganisationStatusTable {
  id: string
  organisation_id: string
  kind: 'size_class' | 'tech_sme' | 'high_tech' | 'tech_giant' | 'specialised_new'
  size_class: 'large' | 'medium' | 'small' | 'micro' | null
  certificate_no: string | null
  first_on: string
  last_on: string | null
  document_no: string | null
  source: string
  recorded_by: string | null
  recorded_at: Generated<string>
  superseded_at: string | null
  superseded_by: string | null
  superseded_reason: string | null
}

export interface ProposalTable {
  id: string
  kind: 'merger' | 'transfer'
  organisation_id: string
  survivor_id: string | null
  matter_code: string | null
  division_code: string
  office_name: Generated<string>
  valid_from: string | null
  reason: string
  document_no: string
  proposed_by: string
  state: Generated<'pending' | 'approved' | 'refused' | 'withdrawn'>
  answer: string | null
  decided_by: string | null
  decided_at: string | null
  recorded_at: Generated<string>
}

export interface RegistrationTable {
  id: string
  applicant_id: string
  credit_code: string
  name_zh: string
  name_en: string
  kind: 'firm' | 'university' | 'institute' | 'government' | 'hospital' | 'park' | 'other'
  division_code: string
  decides_in: string
  state: Generated<'pending' | 'approved' | 'refused' | 'withdrawn'>
  reason: string | null
  organisation_id: string | null
  decided_by: string | null
  decided_at: string | null
  recorded_at: Generated<string>
}

export interface RegistrationContactTable {
  registration_id: string
  contact_sealed: string
}

export interface RegistrationRuleTable {
  division_code: string
  kind: 'firm' | 'university' | 'institute' | 'government' | 'hospital' | 'park' | 'other'
  decides_in: 'province' | 'prefecture' | 'county'
  valid_from: string
  document_no: string | null
}

export interface ReportMatterHolderTable {
  id: string
  matter_code: string
  division_code: string
  organisation_id: string
  office_name: string
  valid_from: string
  document_no: string
  recorded_at: string
  superseded_at: string | null
  valid_to: string
}

export interface ReportOrganisationStatusTable {
  id: string
  organisation_id: string
  kind: 'size_class' | 'tech_sme' | 'high_tech' | 'tech_giant' | 'specialised_new'
  size_class: 'large' | 'medium' | 'small' | 'micro' | null
  certificate_no: string | null
  first_on: string
  last_on: string | null
  recorded_at: string
  superseded_at: string | null
}

declare module '../kernel/db.ts' {
  interface Tables {
    joining: JoiningTable
    matter: MatterTable
    matter_holder: MatterHolderTable
    merger_ground: MergerGroundTable
    organisation_address: OrganisationAddressTable
    organisation_change: OrganisationChangeTable
    organisation_contact: OrganisationContactTable
    organisation_registration: OrganisationRegistrationTable
    organisation_relation: OrganisationRelationTable
    organisation_status: OrganisationStatusTable
    proposal: ProposalTable
    registration: RegistrationTable
    registration_contact: RegistrationContactTable
    registration_rule: RegistrationRuleTable
    report_matter_holder: ReportMatterHolderTable
    report_organisation_status: ReportOrganisationStatusTable
  }
}
