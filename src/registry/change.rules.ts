import type { WantedChange } from './change.contract.ts'

const fields = ['nameZh', 'nameEn', 'kind', 'divisionCode', 'superiorId', 'parentId', 'address', 'sizeClass'] as const
type Facts = { [Field in (typeof fields)[number]]?: string | null | undefined }

/** What of a wish differs from what stands; nothing for a wish that changes nothing. */
export function differingFrom(before: Facts, wanted: WantedChange): WantedChange {
  const changed = fields.filter((field) => wanted[field] !== undefined && wanted[field] !== (before[field] ?? null))
  return Object.fromEntries(changed.map((field) => [field, wanted[field]]))
}

/** Whether a wish puts an organisation above itself. */
export function isAboveItself(organisationId: string, { superiorId, parentId }: WantedChange): boolean {
  return superiorId === organisationId || parentId === organisationId
}
