// The words of a declaration that a version may say otherwise: what people read of it, never its title, its documents or how it runs.
import type { Word } from '../kernel/word.ts'
import type { Fields, Procedure } from './procedure.rules.ts'

export type Texts = Readonly<Record<string, Word>>
export const textMost = 2_000

type Visit = (path: string, word: Word) => Word

/** The same declaration with each of its words as `visit` gives it. */
function withWords(procedure: Procedure, visit: Visit): Procedure {
  const { summary, form, conditions, materials, stages, outcome } = procedure
  return {
    ...procedure,
    summary: visit('summary', summary),
    form: fieldsWith(form, 'form', visit),
    conditions: conditions.map((one) => ({
      ...one,
      text: visit(`conditions.${one.code}.text`, one.text),
      ...(one.remedy ? { remedy: visit(`conditions.${one.code}.remedy`, one.remedy) } : {}),
    })),
    materials: materials.map((one) => ({
      ...one,
      title: visit(`materials.${one.code}.title`, one.title),
      source: visit(`materials.${one.code}.source`, one.source),
    })),
    stages: stages.map((one) => ({ ...one, title: visit(`stages.${one.code}.title`, one.title) })),
    outcome: {
      ...outcome,
      ...(outcome.levels ? { levels: wordsWith(outcome.levels, 'outcome.levels', visit) } : {}),
      ...(outcome.certificate ? { certificate: visit('outcome.certificate', outcome.certificate) } : {}),
    },
  }
}

const wordsWith = (words: Readonly<Record<string, Word>>, at: string, visit: Visit) =>
  Object.fromEntries(Object.entries(words).map(([key, word]) => [key, visit(`${at}.${key}`, word)]))

function fieldsWith(fields: Fields, at: string, visit: Visit): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => {
      const here = `${at}.${key}`
      const own = {
        ...field,
        title: visit(`${here}.title`, field.title),
        ...(field.help ? { help: visit(`${here}.help`, field.help) } : {}),
      }
      if (own.type === 'choice' || own.type === 'choices')
        return [key, { ...own, choices: wordsWith(own.choices, `${here}.choices`, visit) }]
      return [key, own.type === 'rows' ? { ...own, fields: fieldsWith(own.fields, here, visit) } : own]
    }),
  )
}

/** Every word that a version may say otherwise, by its path, in the order of the declaration. */
export function textsOf(procedure: Procedure): Map<string, Word> {
  const found = new Map<string, Word>()
  withWords(procedure, (path, word) => {
    found.set(path, word)
    return word
  })
  return found
}

/** A declaration as a version words it. */
export function withTexts(procedure: Procedure, texts: Texts): Procedure {
  return Object.keys(texts).length === 0 ? procedure : withWords(procedure, (path, word) => texts[path] ?? word)
}

const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)

/** Why texts cannot be published: a path that is none, a language left out, too long, or a number named that the declaration has not. */
export function textFaults(procedure: Procedure, texts: Texts): [path: string, what: string][] {
  const known = textsOf(procedure)
  const named = new Set(Object.keys(procedure.parameters))
  return Object.entries(texts).flatMap(([path, { zh, en }]): [string, string][] => {
    const declared = known.get(path)
    if (!declared) return [[path, 'unknown']]
    if (zh.trim() === '' || en.trim() === '' || zh.length > textMost || en.length > textMost) return [[path, 'wrong']]
    const allowed = new Set([...named, ...namesIn(declared.zh)])
    return [...namesIn(zh), ...namesIn(en)].every((name) => allowed.has(name)) ? [] : [[path, 'number']]
  })
}
