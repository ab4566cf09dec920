import { statSync } from 'node:fs'
import type { ImportRun } from '../kernel/imports/imports.contract.ts'
import { say } from '../kernel/word.ts'
import { type Command, CommandRefusal, printJson, progressLine, tell, usage, type Values } from './command.ts'
import { commandWords } from './command.words.ts'
import { onApp } from './ground.ts'
import { importWords as words } from './import.words.ts'

/** The kinds by their names, so that help and a wrong word need not open the product; a test compares them with what slices declare. */
export const kindNames = ['statuses', 'catalogue', 'services', 'returns'] as const
/** What `--map` can say of each kind, for the same reason and under the same test. */
export const fieldNames: Readonly<Record<(typeof kindNames)[number], readonly string[]>> = {
  statuses: ['creditCode', 'firmName', 'kind', 'certificateNo', 'firstOn', 'lastOn', 'documentNo'],
  returns: ['code', 'amount', 'numerator', 'denominator', 'words', 'vintage', 'expectedOn', 'sourceDocument', 'provider', 'explanation'],
  catalogue: [
    ...['innerCode', 'nameZh', 'nameEn', 'model', 'manufacturer', 'country', 'serialNo', 'classCode', 'schoolClassCode', 'kind'],
    ...['worthFen', 'startedOn', 'listedOn', 'state', 'isInUse', 'divisionCode', 'place', 'functionText', 'technicalText'],
    ...['serviceText', 'standards', 'seals', 'feeText'],
  ],
  services: [
    ...['instrumentCode', 'recordNo', 'customerName', 'creditCode', 'usedOn', 'startsAt', 'endsAt', 'seconds', 'sampleCount', 'fen'],
    ...['invoiceNo', 'invoicedFen', 'content'],
  ],
}
const fieldNotes = kindNames.map((kind) => {
  const fields = fieldNames[kind].join(', ')
  return { zh: say(words.fields, 'zh', { kind, fields }), en: say(words.fields, 'en', { kind, fields }) }
})
const kinds = kindNames.join(', ')
const withKinds = (text: string) => text.replace('{kinds}', kinds)

export const importCommand: Command = {
  title: words.title,
  positionals: [
    { shape: '<kind>', help: { zh: withKinds(words.kind.zh), en: withKinds(words.kind.en) }, check: requireKind },
    { shape: '<file>', help: words.file },
  ],
  options: {
    organisation: { type: 'string', shape: '<code>', help: words.organisation },
    source: { type: 'string', shape: '资产处', help: words.source },
    sheet: { type: 'string', shape: 'Sheet1', help: words.sheet },
    map: { type: 'string', shape: '列名=字段', help: words.map, multiple: true },
    preview: { type: 'boolean', help: words.preview },
    'accept-duplicates': { type: 'boolean', help: words.acceptDuplicates },
    folder: { type: 'string', shape: '.', help: words.folder },
    json: { type: 'boolean', help: commandWords.json },
  },
  notes: [...fieldNotes, words.again],
  run: async ({ values, positionals: [kind = '', file = ''] }) => {
    if (values.organisation === undefined) usage(words.needsOrganisation)
    const columns = columnsOf(values, fieldsOf(kind))
    requireFile(file)
    await runOn(kind, file, columns, values)
  },
}

function requireKind(kind: string): void {
  if (!kindNames.some((name) => name === kind)) usage(words.noKind, { kind, kinds })
}

function fieldsOf(kind: string): readonly string[] {
  return fieldNames[kindNames.find((name) => name === kind) ?? usage(words.noKind, { kind, kinds })]
}

/** A path that is no file was typed wrongly, as a wrong kind is. */
function requireFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) usage(words.noFile, { file })
  if (found.isDirectory()) usage(words.isFolder, { file })
}

async function runOn(kind: string, file: string, columns: Columns | undefined, values: Values): Promise<void> {
  const { runImport, sayImport, sayRefusedPath } = await import('../kernel/imports/command.ts')
  const { importKinds } = await import('../slices.server.ts')
  const definition = importKinds.find((each) => each.kind === kind)
  if (!definition) usage(words.noKind, { kind, kinds: importKinds.map((each) => each.kind).join(', ') })
  await onApp(async ({ db, files, jobs }) => {
    const progress = progressLine()
    const inBoth = (run: ImportRun) => ({ zh: sayImport(run, 'zh'), en: sayImport(run, 'en') })
    const text = (name: string) => (values[name] === undefined ? {} : { [name]: String(values[name]) })
    const { run, refusedPath } = await runImport(
      {
        db,
        files,
        jobs,
        definition,
        scopeName: String(values.organisation),
        path: file,
        apply: values.preview !== true,
        acceptDuplicates: values['accept-duplicates'] === true,
        ...(columns ? { columns } : {}),
        ...(values.source === undefined ? {} : { sourceName: String(values.source) }),
        ...(values.sheet === undefined ? {} : { sheetName: String(values.sheet) }),
        ...text('folder'),
      },
      (state) => progress(inBoth(state)),
    )
    progress()
    if (values.json) printJson({ ...run, refusedPath })
    if (run.state === 'failed' || run.state === 'mapping') throw new CommandRefusal(inBoth(run))
    if (!values.json) tell(inBoth(run))
    if (refusedPath) tell({ zh: sayRefusedPath(refusedPath, 'zh'), en: sayRefusedPath(refusedPath, 'en') })
    if (isAllRefused(run)) throw new CommandRefusal(words.noneGood)
  })
}

/** A file of which nothing could be used is a refusal to the shell. */
function isAllRefused({ counts }: ImportRun): boolean {
  if (!counts) return false
  const { refused, ...good } = counts
  return refused > 0 && Object.values(good).every((count) => count === 0)
}

type Columns = { header: string; field: string | null; unit?: string }[]

/** `价格=worthFen:万元` as a column; the last `=` divides, since headings may hold one. */
function columnsOf(values: Values, fields: readonly string[]): Columns | undefined {
  const maps = values.map as string[] | undefined
  return maps?.map((value) => {
    const at = value.lastIndexOf('=')
    if (at < 1) usage(words.badMap, { value })
    const [field = '', unit] = value.slice(at + 1).split(':')
    if (field !== '' && !fields.includes(field)) usage(words.noField, { field, fields: fields.join(', ') })
    return { header: value.slice(0, at), field: field === '' ? null : field, ...(unit ? { unit } : {}) }
  })
}
