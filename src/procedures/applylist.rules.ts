// One row of a list of applications: its columns are the fields of the form, its cells what people write in a table.
import { dayReader } from '../kernel/imports/day.rules.ts'
import { moneyReader } from '../kernel/imports/money.rules.ts'
import { say, type Word } from '../kernel/word.ts'
import { applyListWords as words } from './applylist.words.ts'
import { formPartWords } from './formpart.words.ts'
import type { Field, Fields } from './procedure.rules.ts'

/** Fields that fit into a cell: rows do not, and a child is no employer's business. */
export function listed(form: Fields): [key: string, field: Field][] {
  return Object.entries(form).filter(([, { type }]) => type !== 'rows' && type !== 'child')
}

/** What a column may hold, as its heading tells it. */
function hintOf(field: Field): string {
  if (field.type === 'yes') return words.yesNo.zh
  if (field.type === 'money') return words.inYuan.zh
  if (field.type === 'day') return words.asDay.zh
  if ((field.type === 'choice' || field.type === 'choices') && Object.keys(field.choices).length <= 12)
    return Object.values(field.choices)
      .map(({ zh }) => zh)
      .join('／')
  return ''
}

/** The headings of a template, in the order of the form. */
export function headingsOf(form: Fields): string[] {
  return listed(form).map(([, field]) => {
    const hint = hintOf(field)
    return hint === '' ? field.title.zh : `${field.title.zh}【${hint}】`
  })
}

const plainHeading = (heading: string) => heading.replace(/【.*】$/s, '').trim()
/** A row by the keys of the fields its headings name; what no field is called is left out. */
export function cellsOf(form: Fields, row: Readonly<Record<string, string>>): Record<string, string> {
  const keys = new Map(listed(form).map(([key, field]) => [field.title.zh, key]))
  return Object.fromEntries(
    Object.entries(row).flatMap(([heading, cell]) => {
      const key = keys.get(plainHeading(heading))
      return key === undefined || cell.trim() === '' ? [] : [[key, cell.trim()]]
    }),
  )
}

type Read = { value: unknown } | { why: Word }
const filled = (word: Word, given: string): Word => ({ zh: say(word, 'zh', { given }), en: say(word, 'en', { given }) })
const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** The code of a choice by its title in either language, by the title's first word (D类), or by itself. */
function choiceOf(choices: Readonly<Record<string, Word>>, text: string): string | undefined {
  const named = Object.entries(choices)
  const exact = named.find(([code, { zh, en }]) => code === text || zh === text || en === text)
  const begun = named.filter(([, { zh }]) => zh.split(' ')[0] === text)
  return exact?.[0] ?? (begun.length === 1 ? begun[0]![0] : undefined)
}

/** What a cell says for a field. @param divisions codes by the names people write */
function readCell(field: Field, text: string, divisions: ReadonlyMap<string, string>): Read {
  const unknown = { why: filled(words.isUnknown, short(text)) }
  const wrong = { why: filled(words.isWrong, short(text)) }
  const context = { unit: 'yuan', is1904: false }
  switch (field.type) {
    case 'yes':
      if (text === formPartWords.yes.zh || text === formPartWords.no.zh) return { value: text === formPartWords.yes.zh }
      return wrong
    case 'choice': {
      const code = choiceOf(field.choices, text)
      return code === undefined ? unknown : { value: code }
    }
    case 'choices': {
      const codes = text.split(/[、，,；;]/).map((one) => choiceOf(field.choices, one.trim()))
      return codes.includes(undefined) ? unknown : { value: codes }
    }
    case 'integer':
      return /^\d{1,12}$/.test(text) ? { value: Number(text) } : wrong
    case 'money': {
      const reading = moneyReader.read(text, context)
      return 'reason' in reading || reading.value === null ? wrong : { value: reading.value }
    }
    case 'day': {
      const reading = dayReader.read(text, { ...context, unit: undefined })
      return 'reason' in reading || reading.value === null ? wrong : { value: reading.value }
    }
    case 'division': {
      const code = /^\d{6}$/.test(text) ? text : divisions.get(text)
      return code === undefined ? unknown : { value: code }
    }
    default:
      return { value: text }
  }
}

/** A row's cells as answers to be checked by the form, with what could not even be read. */
export function answersIn(
  form: Fields,
  cells: Readonly<Record<string, string>>,
  divisions: ReadonlyMap<string, string>,
): { sent: Record<string, unknown>; reasons: Word[] } {
  const sent: Record<string, unknown> = {}
  const reasons: Word[] = []
  for (const [key, text] of Object.entries(cells)) {
    const read = readCell(form[key]!, text, divisions)
    if ('value' in read) sent[key] = read.value
    else reasons.push(about(form, key, read.why))
  }
  return { sent, reasons }
}

/** A reason with the name of the field it is about. */
export function about(form: Fields, path: string, { zh, en }: Word): Word {
  const title = form[path.split('.')[0]!]?.title
  return title ? { zh: `${title.zh}：${zh}`, en: `${title.en}: ${en}` } : { zh, en }
}
