// Kinds of instruments of the example province. Models and makers are invented; values are in 万元, prices in 元.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

export type InstrumentKind = {
  zh: string
  en: string
  classCode: string
  code: string
  /** How common, relative to the others. */
  weight: number
  worthTenThousand: readonly [number, number]
  hourYuan: number | null
  sampleYuan: number | null
  functions: string
  technical: string
  standards: string
}

const numberOrNone = (text: string) => (text === '' ? null : Number(text))
const rows: Record<string, string>[] = parse(readFileSync(new URL('kinds.csv', import.meta.url)), { columns: true })

export const instrumentKinds: readonly InstrumentKind[] = rows.map((row) => ({
  zh: row.name_zh!,
  en: row.name_en!,
  classCode: row.class_code!,
  code: row.model_code!,
  weight: Number(row.weight),
  worthTenThousand: [Number(row.worth_least_10k), Number(row.worth_most_10k)],
  hourYuan: numberOrNone(row.hour_yuan!),
  sampleYuan: numberOrNone(row.sample_yuan!),
  functions: row.functions!,
  technical: row.technical!,
  standards: row.standards!,
}))
