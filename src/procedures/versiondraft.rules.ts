// The numbers of a version as they are typed, and read back.
import type { ProcedureShown } from './procedure.contract.ts'

type Parameter = Pick<ProcedureShown['parameters'][number], 'key' | 'type' | 'of' | 'value' | 'keys'>
export type Typed = Readonly<Record<string, string>>
export type Values = Record<string, number | Record<string, number>>

/** The cells that a parameter is typed into: itself, or one for each key of a table. */
export function cellsOf(parameter: Parameter): { id: string; code: string | null }[] {
  if (parameter.type !== 'table') return [{ id: parameter.key, code: null }]
  return parameter.keys.map(({ code }) => ({ id: `${parameter.key}.${code}`, code }))
}

const textOf = (value: number | undefined, of: Parameter['of']) =>
  value === undefined ? '' : of === 'money' ? (value % 100 === 0 ? String(value / 100) : (value / 100).toFixed(2)) : String(value)

/** The numbers in force, as one would type them: amounts in yuan. */
export function typedOf(parameters: readonly Parameter[]): Typed {
  return Object.fromEntries(
    parameters.flatMap((parameter) =>
      cellsOf(parameter).map(({ id, code }) => {
        const { value } = parameter
        const number = typeof value === 'number' ? value : code === null ? undefined : value?.[code]
        return [id, textOf(number, parameter.of)]
      }),
    ),
  )
}

/** A whole number, or yuan to the fen; nothing for what is neither. */
function numberOf(text: string, of: Parameter['of']): number | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(',', ''))
  if (!match || (of === 'integer' && match[2] !== undefined)) return undefined
  return of === 'integer' ? Number(match[1]) : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** What was typed as the values of a version, with the cells that cannot be read; an empty cell of a table is left out. */
export function valuesOf(parameters: readonly Parameter[], typed: Typed): { values: Values; wrong: string[] } {
  const values: Values = {}
  const wrong: string[] = []
  for (const parameter of parameters) {
    const table: Record<string, number> = {}
    for (const { id, code } of cellsOf(parameter)) {
      const text = typed[id] ?? ''
      if (code !== null && text.trim() === '') continue
      const number = numberOf(text, parameter.of)
      if (number === undefined) wrong.push(id)
      else if (code === null) values[parameter.key] = number
      else table[code] = number
    }
    if (parameter.type === 'table') values[parameter.key] = table
  }
  return { values, wrong }
}
