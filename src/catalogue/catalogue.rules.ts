import type { InstrumentFacts } from './catalogue.contract.ts'

/** Facts of an instrument of which nothing but the name is known. */
export const blankFacts: Omit<InstrumentFacts, 'nameZh'> = {
  nameEn: '',
  model: '',
  manufacturer: '',
  country: '',
  classCode: null,
  schoolClassCode: '',
  kind: 'general',
  worthFen: null,
  startedOn: null,
  listedOn: null,
  delistedOn: null,
  state: 'online',
  divisionCode: null,
  place: '',
  functionText: '',
  technicalText: '',
  serviceText: '',
  standards: '',
  seals: [],
}

const factNames = ['nameZh', ...Object.keys(blankFacts)].sort() as (keyof InstrumentFacts)[]

/** The facts as one text: two versions say the same when, and only when, these texts are equal. */
export function contentOf(facts: InstrumentFacts): string {
  return JSON.stringify(factNames.map((name) => facts[name]))
}

/** Which facts differ between two versions. */
export function differences(before: InstrumentFacts, after: InstrumentFacts): (keyof InstrumentFacts)[] {
  return factNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** The facts of an instrument after a partial change. */
export function applyChange(before: InstrumentFacts, change: { readonly [Name in keyof InstrumentFacts]?: unknown }): InstrumentFacts {
  const entries = factNames.map((name) => [name, change[name] === undefined ? before[name] : change[name]])
  return Object.fromEntries(entries) as InstrumentFacts
}
