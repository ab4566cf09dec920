import type { Organisation } from '../identity/identity.contract.ts'
import { prefixOf } from '../places/places.rules.ts'

/** The procedure of registration, and the rule that names its office. */
export const registrationCode = 'organisation_registration'
export const registrationRuling = 'registration'

type Level = 'province' | 'prefecture' | 'county'
export type RegistrationRule = { divisionCode: string; kind: Organisation['kind']; decidesIn: Level; validFrom: string }

/** The rule for a kind of organisation in a division on a day: of the narrowest division that has one, the latest in force. */
export function ruleFor(
  rules: readonly RegistrationRule[],
  kind: Organisation['kind'],
  divisionCode: string,
  day: string,
): RegistrationRule | undefined {
  return rules
    .filter((rule) => rule.kind === kind && rule.validFrom <= day && divisionCode.startsWith(prefixOf(rule.divisionCode)))
    .sort((a, b) => prefixOf(b.divisionCode).length - prefixOf(a.divisionCode).length || (a.validFrom < b.validFrom ? 1 : -1))[0]
}

/**
 * The division whose officers decide: of the path from the province down, the one at the rule's level; a division above that level
 * decides for itself, for there is nobody below.
 */
export function decidingDivision(path: readonly { code: string; level: Level }[], level: Level): string | undefined {
  return (path.find((division) => division.level === level) ?? path.at(-1))?.code
}

/** What an applicant becomes on approval: whoever shares instruments keeps them; everybody else is a firm's administrator. */
export function roleOfApplicant(kind: Organisation['kind']): 'firm_admin' | 'asset_officer' {
  return kind === 'university' || kind === 'institute' || kind === 'hospital' ? 'asset_officer' : 'firm_admin'
}

/** The roles an administrator may answer a request to join with, by the kind of organisation. */
export function rolesToJoin(kind: Organisation['kind']): readonly string[] {
  return roleOfApplicant(kind) === 'firm_admin'
    ? ['firm_engineer', 'firm_admin']
    : ['operator', 'asset_officer', 'institution_leader', 'finance']
}
