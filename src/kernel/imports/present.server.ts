import { say, type Word } from '../word.ts'
import { cellText } from './cell.ts'
import { type ImportDefinition, wordOfReason } from './definition.ts'
import type { ImportRun } from './imports.contract.ts'
import type { ListedRow, RunRow } from './imports.sql.ts'
import { faultWords, problemWords, unitWords } from './imports.words.ts'
import { mappingFaults } from './mapping.rules.ts'

/** A run as the contract tells it: codes come with their words, so that a page needs no importer's vocabulary. */
export function presentRun(run: RunRow, definition: ImportDefinition): ImportRun {
  const faults = run.headers.length === 0 ? [] : mappingFaults(run.headers, definition.fields, run.mapping)
  return {
    ...presentSummary(run),
    sheetNames: run.sheetNames,
    sheetName: run.options.sheetName ?? run.sheetNames[0] ?? null,
    headers: run.headers,
    headerRowNo: run.headerRowNo,
    columns: run.mapping,
    faults: faults.map(({ code, name }) => {
      const title = definition.fields[name]?.title
      return { code, name, text: fill(faultWords[code], { zh: { name: title?.zh ?? name }, en: { name: title?.en ?? name } }) }
    }),
    fields: Object.entries(definition.fields).map(([name, field]) => ({
      name,
      title: field.title,
      kind: field.reader.kind,
      required: field.required ?? null,
      units: field.reader.units.map((unit) => ({ unit, title: unitWords[unit as keyof typeof unitWords] })),
    })),
    sample: run.sample,
    failure: run.failure && { code: run.failure.code, text: failureText(run.failure) },
    hasRefusedFile: run.mendXlsxHash !== null,
  }
}

function failureText({ code, params }: NonNullable<RunRow['failure']>): Word {
  const word = problemWords[code as keyof typeof problemWords]
  return fill(word, { zh: params, en: params })
}

export function presentSummary(run: RunRow) {
  const { id, kind, scopeId, fileName, state, rowsRead, percent, rowsApplied, counts, startedAt, finishedAt } = run
  const isCounted = counts.new !== undefined
  return {
    id,
    kind,
    scopeId,
    sourceName: run.sourceKey,
    fileName,
    state,
    rowsRead,
    percent,
    rowsApplied,
    counts: isCounted ? { new: 0, changed: 0, unchanged: 0, duplicate: 0, refused: 0, ...counts } : null,
    startedAt,
    finishedAt,
  }
}

export function presentRow(row: ListedRow, run: RunRow, definition: ImportDefinition) {
  const { rowNo, outcome, key, targetId, isAccepted } = row
  return {
    rowNo,
    outcome,
    key,
    targetId,
    isAccepted,
    cells: run.headers.map((_, at) => cellText(row.given[at])),
    reasons: row.reasons.map(({ code, field, column, params }) => ({
      code,
      field: field ?? null,
      column: column ?? null,
      text: fill(wordOfReason(definition, code), { zh: params, en: params }),
    })),
    changes: (row.changes ?? []).map((change) => {
      const field = definition.fields[change.field]
      const title = field?.title ?? definition.otherTitles?.[change.field] ?? { zh: change.field, en: change.field }
      return { ...change, title, kind: field?.reader.kind ?? 'text' }
    }),
  }
}

function fill(word: Word, params: { zh: Record<string, unknown>; en: Record<string, unknown> }): Word {
  return { zh: say(word, 'zh', params.zh), en: say(word, 'en', params.en) }
}
