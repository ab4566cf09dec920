// Printed from database/*-identity*.sql by `npm run types`.
import type { ColumnType, Generated } from 'kysely'

export interface ApiKeyTable {
  id: string
  key_hash: string
  person_id: string
  organisation_id: string | null
  name: string
  scopes: string[]
  recorded_at: Generated<string>
  expires_at: string
  last_used_at: string | null
  revoked_at: string | null
}

export interface AuditBlockTable {
  number: number
  from_at: string
  to_at: string
  family: string
  record_ids: string[]
  record_hashes: string[]
  previous_hash: string
  hash: string
  proof: string
  sealed_at: Generated<string>
}

export interface AuditOriginTable {
  id: string
  address_sealed: string | null
  address_key: string
  recorded_at: Generated<string>
}

export interface AuditPurgeTable {
  block_number: number
  recorded_at: Generated<string>
}

export interface AuditRecordTable {
  id: string
  actor_id: string | null
  organisation_id: string | null
  operation: string
  outcome: string
  target_id: string | null
  request_id: string
  recorded_at: Generated<string>
  origin_id: string | null
}

export interface ChildTable {
  id: string
  guardian_id: string
  name_sealed: string
  born_on_sealed: string
  recorded_at: Generated<string>
}

export interface ConsentTable {
  id: string
  child_id: string
  guardian_id: string
  purpose: string
  text_version: number
  given_at: Generated<string>
  withdrawn_at: string | null
}

export interface DisclosureTable {
  id: string
  person_id: string
  seen_by: string
  organisation_id: string | null
  role: string
  field: string
  purpose: string
  reason_sealed: string | null
  recorded_at: Generated<string>
}

export interface ErasureRequestTable {
  id: string
  person_id: string
  reason_sealed: string | null
  state: Generated<'open' | 'erased' | 'refused' | 'withdrawn'>
  recorded_at: Generated<string>
  decided_at: string | null
  decided_by: string | null
  answer_sealed: string | null
}

export interface InvitationTable {
  id: string
  email_sealed: string
  email_key: string
  role: string
  organisation_id: string | null
  division_code: string | null
  invited_by: string
  recorded_at: Generated<string>
  expires_at: string
  accepted_by: string | null
  accepted_at: string | null
  withdrawn_at: string | null
}

export interface MinorAccountTable {
  person_id: string
  guardian_id: string | null
  asked_at: string | null
  recorded_at: Generated<string>
}

export interface NamedPartyTable {
  id: string
  name: string
  normal_name: string
  recorded_at: Generated<string>
}

export interface NamedPartyInstitutionTable {
  institution_id: string
  named_party_id: string
}

export interface NoticeTable {
  id: string
  person_id: string
  kind: string
  params: ColumnType<unknown, string | undefined, string>
  link: string
  recorded_at: Generated<string>
  read_at: string | null
  mail_due_at: string | null
  mailed_at: string | null
}

export interface NoticePreferenceTable {
  person_id: string
  category: string
  delivery: 'inbox' | 'mail' | 'digest'
  recorded_at: Generated<string>
}

export interface OneTimeLinkTable {
  id: string
  token_hash: string
  purpose: 'invitation' | 'email' | 'password'
  person_id: string | null
  invitation_id: string | null
  recorded_at: Generated<string>
  expires_at: string
  used_at: string | null
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

export interface OrganisationMergerTable {
  id: string
  organisation_id: string
  survivor_id: string
  decided_by: string
  recorded_at: Generated<string>
  superseded_at: string | null
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
  parent_id: string | null
}

export interface OutsideIdentityTable {
  id: string
  issuer: string
  subject: string
  person_id: string
  real_name_kind: 'natural' | 'legal' | null
  real_name_level: string | null
  recorded_at: Generated<string>
  last_used_at: string | null
}

export interface PartyTable {
  id: string
  kind: 'organisation' | 'name' | 'fund'
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

export interface PasskeyTable {
  id: string
  person_id: string
  credential_id: string
  public_key: string
  use_counter: Generated<number>
  transports: Generated<string[]>
  name: string
  recorded_at: Generated<string>
  last_used_at: string | null
}

export interface PasskeyChallengeTable {
  id: string
  challenge: string
  person_id: string | null
  recorded_at: Generated<string>
  expires_at: string
}

export interface PasswordHistoryTable {
  id: string
  person_id: string
  password_hash: string
  recorded_at: Generated<string>
}

export interface PersonTable {
  id: string
  is_example: Generated<boolean>
  recorded_at: Generated<string>
  closed_at: string | null
}

export interface PersonDetailTable {
  person_id: string
  phone_sealed: string | null
  phone_key: string | null
  id_type: 'resident' | 'hong_kong_macao' | 'taiwan' | 'passport' | 'permanent_resident' | 'other' | null
  id_number_sealed: string | null
  id_number_key: string | null
  bank_account_sealed: string | null
  recorded_at: Generated<string>
}

export interface PersonEmailTable {
  person_id: string
  email_sealed: string
  email_key: string
  verified_at: string | null
  recorded_at: Generated<string>
}

export interface PersonPrivateTable {
  person_id: string
  login_name: string
  name_sealed: string
  password_hash: string | null
}

export interface ProviderAttemptTable {
  id: string
  state_hash: string
  secrets_sealed: string
  person_id: string | null
  recorded_at: Generated<string>
  expires_at: string
}

export interface PurposeTable {
  code: string
  name_zh: string
  name_en: string
  why_zh: string
  why_en: string
  basis_zh: string
  basis_en: string
  fields: string[]
  keep_months: number | null
  keep_zh: string
  keep_en: string
  is_kept_by_law: boolean
  unmasked_for: string[]
  revealed_to: string[]
  consent_version: number | null
  sort: number
}

export interface QuietHoursTable {
  person_id: string
  from_minute: number
  to_minute: number
  recorded_at: Generated<string>
}

export interface RecoveryCodeTable {
  id: string
  person_id: string
  code_hash: string
  recorded_at: Generated<string>
  used_at: string | null
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
  parent_id: string | null
}

export interface ReportOrganisationMergerTable {
  organisation_id: string
  survivor_id: string
  recorded_at: string
  superseded_at: string | null
}

export interface ReportPartyResolutionTable {
  named_party_id: string
  organisation_id: string
  recorded_at: string
  superseded_at: string | null
}

export interface RetentionTable {
  kind: string
  keep_months: number
  basis_zh: string
  basis_en: string
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
  ended_by: string | null
  end_reason: string | null
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
  last_seen_at: Generated<string>
  idle_seconds: Generated<number>
  method: Generated<'password' | 'password_totp' | 'recovery_code' | 'passkey' | 'provider' | 'provider_totp'>
  is_enrolling: Generated<boolean>
  browser: string | null
  operating_system: string | null
  place: 'this_machine' | 'internal' | 'internet' | null
  address_shown: string | null
}

export interface SignInFailureTable {
  subject: string
  failure_count: number
  last_failed_at: string
  blocked_until: string | null
}

export interface SignInPolicyTable {
  id: string
  password_length_least: number
  staff_password_length_least: number
  passwords_remembered: number
  account_failures_most: number
  address_failures_most: number
  lock_seconds: number
  staff_idle_seconds: number
  other_idle_seconds: number
  session_seconds: number
  example_second_factor: 'off' | 'required'
  document_no: string | null
  valid_from: string
  valid_to: string | null
  staff_sessions_most: Generated<number>
}

export interface SignInTicketTable {
  id: string
  token_hash: string
  person_id: string
  method: 'password' | 'provider'
  attempt_count: Generated<number>
  recorded_at: Generated<string>
  expires_at: string
  used_at: string | null
}

export interface TotpTable {
  person_id: string
  secret_sealed: string
  last_step: Generated<number>
  confirmed_at: string | null
  recorded_at: Generated<string>
}

declare module '../kernel/db.ts' {
  interface Tables {
    api_key: ApiKeyTable
    audit_block: AuditBlockTable
    audit_origin: AuditOriginTable
    audit_purge: AuditPurgeTable
    audit_record: AuditRecordTable
    child: ChildTable
    consent: ConsentTable
    disclosure: DisclosureTable
    erasure_request: ErasureRequestTable
    invitation: InvitationTable
    minor_account: MinorAccountTable
    named_party: NamedPartyTable
    named_party_institution: NamedPartyInstitutionTable
    notice: NoticeTable
    notice_preference: NoticePreferenceTable
    one_time_link: OneTimeLinkTable
    organisation: OrganisationTable
    organisation_alias: OrganisationAliasTable
    organisation_merger: OrganisationMergerTable
    organisation_version: OrganisationVersionTable
    outside_identity: OutsideIdentityTable
    party: PartyTable
    party_resolution: PartyResolutionTable
    passkey: PasskeyTable
    passkey_challenge: PasskeyChallengeTable
    password_history: PasswordHistoryTable
    person: PersonTable
    person_detail: PersonDetailTable
    person_email: PersonEmailTable
    person_private: PersonPrivateTable
    provider_attempt: ProviderAttemptTable
    purpose: PurposeTable
    quiet_hours: QuietHoursTable
    recovery_code: RecoveryCodeTable
    report_named_party: ReportNamedPartyTable
    report_organisation: ReportOrganisationTable
    report_organisation_merger: ReportOrganisationMergerTable
    report_party_resolution: ReportPartyResolutionTable
    retention: RetentionTable
    role: RoleTable
    role_grant: RoleGrantTable
    role_permission: RolePermissionTable
    session: SessionTable
    sign_in_failure: SignInFailureTable
    sign_in_policy: SignInPolicyTable
    sign_in_ticket: SignInTicketTable
    totp: TotpTable
  }
}
