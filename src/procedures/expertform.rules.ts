// An expert as filled in for the pool: what is missing, and what is sent.

export type NewEmployment = {
  key: number
  organisation: { id: string; nameZh: string; nameEn: string } | undefined
  firstOn: string
  lastOn: string
}
export type NewTie = { key: number; kind: 'funding' | 'co_author'; organisation: NewEmployment['organisation'] }
export type ExpertDraft = {
  who: string
  divisionCode: string
  title: string
  fields: string
  employments: readonly NewEmployment[]
  ties: readonly NewTie[]
}
export const blankExpert: ExpertDraft = { who: '', divisionCode: '', title: '', fields: '', employments: [], ties: [] }

/** Several fields written in one line, however they are set apart. */
export function fieldsOf(text: string): string[] {
  const parts = text.split(/[、,，;；\n]+/).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** Every place of a draft that is not filled in as it should be. */
export function expertFaults(draft: ExpertDraft): string[] {
  const faults = (['who', 'divisionCode', 'title'] as const).filter((key) => draft[key].trim() === '') as string[]
  const fields = fieldsOf(draft.fields)
  if (fields.length === 0 || fields.length > 12 || fields.some((field) => field.length > 40)) faults.push('fields')
  for (const { key, organisation, firstOn, lastOn } of draft.employments) {
    if (!organisation) faults.push(`employer-${key}`)
    if (!isDay(firstOn) || (lastOn !== '' && (!isDay(lastOn) || lastOn < firstOn))) faults.push(`days-${key}`)
  }
  for (const { key, organisation } of draft.ties) if (!organisation) faults.push(`tie-${key}`)
  return faults
}

/** The draft as it is sent; whoever calls has looked at its faults first. */
export function expertSent({ who, divisionCode, title, fields, employments, ties }: ExpertDraft) {
  return {
    ...{ who: who.trim(), divisionCode, title: title.trim(), fields: fieldsOf(fields) },
    employments: employments.map((one) => ({ organisationId: one.organisation!.id, firstOn: one.firstOn, lastOn: one.lastOn || null })),
    ties: ties.map((one) => ({ kind: one.kind, organisationId: one.organisation!.id })),
  }
}
