// What is typed into the form of an instrument's facts, and the facts it means. Pure.
import type { InstrumentFacts } from './catalogue.contract.ts'
import { applyChange } from './catalogue.rules.ts'

/** The facts as a form holds them: texts as typed, '' for what is not known. */
export type FactsTyped = Omit<Record<keyof InstrumentFacts, string>, 'kind' | 'state'> & Pick<InstrumentFacts, 'kind' | 'state'>
export type FactsMistake = {
  fact: keyof InstrumentFacts
  code: 'name_missing' | 'amount_wrong' | 'item_code_wrong' | 'seals_wrong' | 'days_wrong'
}

const sealMost = { count: 10, letters: 20 } as const
const sealsOf = (text: string) => text.split(/[\s、,，;；/]+/).filter(Boolean)

/** Facts as one types them back; an amount in yuan. */
export function typedOf(facts: InstrumentFacts, yuanOf: (fen: number) => string): FactsTyped {
  return {
    ...applyChange(facts, {}),
    classCode: facts.classCode ?? '',
    worthFen: facts.worthFen === null ? '' : yuanOf(facts.worthFen),
    startedOn: facts.startedOn ?? '',
    listedOn: facts.listedOn ?? '',
    delistedOn: facts.delistedOn ?? '',
    divisionCode: facts.divisionCode ?? '',
    seals: facts.seals.join('、'),
  }
}

/** The facts that were typed, and everything that is wrong with them; a wrong one keeps the form's earlier value out of the facts. */
export function factsOf(
  typed: FactsTyped,
  fenOf: (text: string) => number | undefined,
): { facts: InstrumentFacts; mistakes: FactsMistake[] } {
  const mistakes: FactsMistake[] = []
  const worth = typed.worthFen.trim() === '' ? null : fenOf(typed.worthFen)
  const seals = sealsOf(typed.seals)

  // An instrument has a name.
  if (typed.nameZh.trim() === '') mistakes.push({ fact: 'nameZh', code: 'name_missing' })

  // Its original value is an amount to the fen, or not known.
  if (worth === undefined) mistakes.push({ fact: 'worthFen', code: 'amount_wrong' })

  // The institution's finer class is six digits, or not given.
  if (!/^(\d{6})?$/.test(typed.classItemCode.trim())) mistakes.push({ fact: 'classItemCode', code: 'item_code_wrong' })

  // Accreditations are a few short marks: CMA, CNAS.
  if (seals.length > sealMost.count || seals.some((seal) => seal.length > sealMost.letters))
    mistakes.push({ fact: 'seals', code: 'seals_wrong' })

  // It leaves the catalogue no earlier than it joined it.
  if (typed.listedOn !== '' && typed.delistedOn !== '' && typed.delistedOn < typed.listedOn)
    mistakes.push({ fact: 'delistedOn', code: 'days_wrong' })

  const trimmed = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, text.trim()])) as FactsTyped
  return {
    mistakes,
    facts: {
      ...trimmed,
      classCode: trimmed.classCode || null,
      worthFen: worth ?? null,
      startedOn: trimmed.startedOn || null,
      listedOn: trimmed.listedOn || null,
      delistedOn: trimmed.delistedOn || null,
      divisionCode: trimmed.divisionCode || null,
      seals,
    },
  }
}
