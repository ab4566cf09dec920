// Printed from database/*-identity*.sql by `npm run types`.
import type { Generated } from 'kysely'

export interface AuditRecordTable {
  id: string
  actor_id: string | null
  organisation_id: string | null
  operation: string
  outcome: string
  target_id: string | null
  request_id: string
  recorded_at: Generated<string>
}

export interface NamedPartyTable {
  id: string
  name: string
  normal_name: string
  recorded_at: Generated<string>
}

export interface OrganisationTable {
  id: string
  credit_code: string | null
  is_example: Generated<boolean>
  recorded_at: Generated<string>
}

export interface OrganisationAliasTable {
  organisation_id: string
  normal_name: string
  name: string
  source: string
  recorded_at: Generated<string>
}

export interface OrganisationVersionTable {
  id: string
  organisation_id: string
  name_zh: string
  name_en: string
  kind: 'firm' | 'university' | 'institute' | 'government' | 'hospital' | 'park' | 'other'
  division_code: string | null
  superior_id: string | null
  recorded_at: Generated<string>
  superseded_at: string | null
}

export interface PartyTable {
  id: string
  kind: 'organisation' | 'name'
  recorded_at: Generated<string>
}

export interface PartyResolutionTable {
  id: string
  named_party_id: string
  organisation_id: string
  decided_by: string
  recorded_at: Generated<string>
  superseded_at: string | null
  undone_by: string | null
}

export interface PersonTable {
  id: string
  is_example: Generated<boolean>
  recorded_at: Generated<string>
  closed_at: string | null
}

export interface PersonPrivateTable {
  person_id: string
  login_name: string
  display_name: string
  password_hash: string | null
}

export interface ReportNamedPartyTable {
  id: string
  name: string
  recorded_at: string
}

export interface ReportOrganisationTable {
  id: string
  credit_code: string | null
  is_example: boolean
  name_zh: string
  name_en: string
  kind: 'firm' | 'university' | 'institute' | 'government' | 'hospital' | 'park' | 'other'
  division_code: string | null
  superior_id: string | null
  recorded_at: string
  superseded_at: string | null
}

export interface ReportPartyResolutionTable {
  named_party_id: string
  organisation_id: string
  recorded_at: string
  superseded_at: string | null
}

export interface RoleTable {
  code: string
  name_zh: string
  name_en: string
  kind: 'business' | 'system' | 'security' | 'audit'
  scope: 'organisation' | 'division' | 'self'
  is_staff: boolean
  sort: number
}

export interface RoleGrantTable {
  id: string
  person_id: string
  role: string
  organisation_id: string | null
  division_code: string | null
  granted_by: string | null
  valid_from: Generated<string>
  valid_to: string | null
  kind: Generated<string>
  matter_code: string | null
  instrument_group_id: string | null
  recorded_at: Generated<string>
}

export interface RolePermissionTable {
  role: string
  permission: string
}

export interface SessionTable {
  id: string
  token_hash: string
  person_id: string
  organisation_id: string | null
  recorded_at: Generated<string>
  expires_at: string
  ended_at: string | null
}

declare module '../kernel/db.ts' {
  interface Tables {
    audit_record: AuditRecordTable
    named_party: NamedPartyTable
    organisation: OrganisationTable
    organisation_alias: OrganisationAliasTable
    organisation_version: OrganisationVersionTable
    party: PartyTable
    party_resolution: PartyResolutionTable
    person: PersonTable
    person_private: PersonPrivateTable
    report_named_party: ReportNamedPartyTable
    report_organisation: ReportOrganisationTable
    report_party_resolution: ReportPartyResolutionTable
    role: RoleTable
    role_grant: RoleGrantTable
    role_permission: RolePermissionTable
    session: SessionTable
  }
}
