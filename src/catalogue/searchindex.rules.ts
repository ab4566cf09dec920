import type { InstrumentFacts } from './catalogue.contract.ts'
import { soundOf } from './sound.rules.ts'
import { compactText, type FieldTokens, type SearchWord, tokensOf, vectorText } from './token.rules.ts'

export type IndexedVersion = InstrumentFacts & { instrumentId: string; versionId: string; institutionId: string; innerCode: string }
export type SearchRow = {
  instrumentId: string
  versionId: string
  terms: string
  heads: string
  termCount: number
  institutionId: string
  classCode: string | null
  divisionCode: string | null
  state: string
  nameNormal: string
  nameSound: string
}

/** The token of a division 220521 or 220500, which stands in all that lies below it; marked, since it is a code and no word. */
export const placeToken = (divisionCode: string) => `@d${divisionCode.replace(/(00)+$/, '')}`
/** The token of a class of two, four or six digits, which stands in all that lies below it. */
export const classToken = (classCode: string) => `@c${classCode.replace(/(00)+$/, '')}`
/** The token of an institution by its id. */
export const institutionToken = (institutionId: string) => `@o${institutionId}`
/** The token of an instrument's state. */
export const stateToken = (state: string) => `@s${state}`

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
 * What search keeps of an instrument. Weight A: its names and model; B: its maker and number; C: what it does; D: where and whose it is.
 * Names of institutions, classes and divisions are not copied here: a query that names one is turned into its token.
 */
export function searchRowOf(version: IndexedVersion): SearchRow {
  const heads: FieldTokens[] = [
    { weight: 'A', tokens: tokensOf(version.nameZh, true) },
    { weight: 'A', tokens: tokensOf(version.model, true) },
    { weight: 'A', tokens: tokensOf(version.nameEn, false) },
    { weight: 'B', tokens: tokensOf(version.manufacturer, false) },
    { weight: 'B', tokens: tokensOf(version.innerCode, true) },
  ]
  const texts = [version.functionText, version.technicalText, version.serviceText, version.standards]
  const codes = [...codeTokensOf(version), stateToken(version.state)]
  const rest: FieldTokens[] = [
    ...texts.map((text): FieldTokens => ({ weight: 'C', tokens: tokensOf(text, false) })),
    { weight: 'D', tokens: [...tokensOf(version.place, false), ...tokensOf(version.country, false), ...codes] },
  ]
  const nameNormal = compactText(version.nameZh)
  return {
    instrumentId: version.instrumentId,
    versionId: version.versionId,
    terms: vectorText([...heads, ...rest]),
    heads: vectorText(heads),
    termCount: new Set(heads.flatMap((field) => field.tokens)).size,
    institutionId: version.institutionId,
    classCode: version.classCode,
    divisionCode: version.divisionCode,
    state: version.state,
    nameNormal,
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
