import type { InstrumentFacts } from './catalogue.contract.ts'
import { soundOf } from './sound.rules.ts'
import { compactText, type SearchWord, tokensOf } from './token.rules.ts'

export type IndexedVersion = InstrumentFacts & { instrumentId: string; versionId: string; institutionId: string; innerCode: string }
export type SearchRow = {
  instrumentId: string
  versionId: string
  terms: string[]
  institutionId: string
  classCode: string | null
  divisionCode: string | null
  state: string
  nameNormal: string
  modelNormal: string
  makerNormal: string
  nameSound: string
}

/** The token of a division 220521 or 220500, which stands in all that lies below it; marked, since it is a code and no word. */
export const placeToken = (divisionCode: string) => `@d${divisionCode.replace(/(00)+$/, '')}`
/** The token of a class of two, four or six digits, which stands in all that lies below it. */
export const classToken = (classCode: string) => `@c${classCode.replace(/(00)+$/, '')}`
/** The token of an institution by its id. */
export const institutionToken = (institutionId: string) => `@o${institutionId}`

/** A code and all it lies in, by pairs of digits: 220521 lies in 2205 and 22. */
function prefixes(code: string): string[] {
  const own = code.replace(/(00)+$/, '')
  return Array.from({ length: Math.ceil(own.length / 2) }, (_, at) => own.slice(0, 2 * (at + 1)))
}

/** The tokens of the institution, the division and the class an instrument belongs to, each with all it lies in. */
export function codeTokensOf(instrument: { institutionId: string; divisionCode: string | null; classCode: string | null }): string[] {
  return [
    institutionToken(instrument.institutionId),
    ...prefixes(instrument.divisionCode ?? '').map((code) => `@d${code}`),
    ...prefixes(instrument.classCode ?? '').map((code) => `@c${code}`),
  ]
}

/**
 * What search keeps of an instrument: one set of tokens of everything that is said of it, and its names in normal form, by which results
 * are ranked. Names of institutions, classes and divisions are not copied here: a query that names one is turned into its token.
 */
export function searchRowOf(version: IndexedVersion): SearchRow {
  const names = [version.nameZh, version.model, version.innerCode]
  const texts = [
    version.nameEn,
    version.manufacturer,
    version.functionText,
    version.technicalText,
    version.serviceText,
    version.standards,
    version.place,
    version.country,
  ]
  const tokens = new Set(codeTokensOf(version))
  for (const name of names) for (const token of tokensOf(name, true)) tokens.add(token)
  for (const text of texts) for (const token of tokensOf(text, false)) tokens.add(token)
  const nameNormal = compactText(version.nameZh)
  return {
    instrumentId: version.instrumentId,
    versionId: version.versionId,
    terms: [...tokens],
    institutionId: version.institutionId,
    classCode: version.classCode,
    divisionCode: version.divisionCode,
    state: version.state,
    nameNormal,
    modelNormal: `${compactText(version.nameEn)} ${compactText(version.model)}`.trim(),
    makerNormal: `${compactText(version.manufacturer)} ${compactText(version.innerCode)}`.trim(),
    nameSound: soundOf(nameNormal),
  }
}

/** The words by which this instrument may be sought, for mending mistyped queries. */
export function wordsOf(version: IndexedVersion): SearchWord[] {
  return [
    { shown: version.nameZh, origin: 'name' },
    { shown: version.model, origin: 'model' },
    { shown: version.manufacturer, origin: 'maker' },
  ]
}
