import { normalName } from '../identity/identity.rules.ts'
import type { InstrumentFacts } from './catalogue.contract.ts'

/** Facts of an instrument of which nothing but the name is known. */
export const blankFacts: Omit<InstrumentFacts, 'nameZh'> = {
  nameEn: '',
  model: '',
  manufacturer: '',
  country: '',
  classCode: null,
  classItemCode: '',
  schoolClassCode: '',
  serialNo: '',
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
  feeText: '',
  seals: [],
}

const factNames = ['nameZh', ...Object.keys(blankFacts)].sort() as (keyof InstrumentFacts)[]

/** The facts as one text: two versions say the same when, and only when, these texts are equal. */
export function contentOf(facts: InstrumentFacts): string {
  return JSON.stringify(factNames.map((name) => facts[name]))
}

/** Which facts differ between two versions. */
export function differences(before: InstrumentFacts, after: InstrumentFacts): (keyof InstrumentFacts)[] {
  return factNames.filter((name) => before[name] !== after[name] && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** The facts of an instrument after a partial change. */
export function applyChange(before: InstrumentFacts, change: { readonly [Name in keyof InstrumentFacts]?: unknown }): InstrumentFacts {
  const after: Record<string, unknown> = {}
  for (const name of factNames) after[name] = change[name] === undefined ? before[name] : change[name]
  return after as InstrumentFacts
}

const doubleMark = /(duplicate|副本|重复)$/

/** Whether a name says itself that it is written twice: “… - DUPLICATE”, “…（重复）”. */
export function saysDouble(nameZh: string): boolean {
  return doubleMark.test(normalName(nameZh))
}

/**
 * Two instruments of one institution whose texts here are equal may be one instrument under two numbers: the same serial number of the
 * same maker, or without one the same name, model, maker and first day, as far as these are known.
 */
export function likenessOf(facts: Pick<InstrumentFacts, 'nameZh' | 'model' | 'manufacturer' | 'startedOn' | 'serialNo'>): string {
  const [name, model, maker, serial] = [facts.nameZh, facts.model, facts.manufacturer, facts.serialNo].map(normalName) as [
    string,
    string,
    string,
    string,
  ]
  if (serial !== '') return `serial|${maker}|${model}|${serial}`
  return `first|${name.replace(doubleMark, '')}|${model}|${maker}|${facts.startedOn ?? ''}`
}
