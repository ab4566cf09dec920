import { isCreditCode } from '../identity/identity.rules.ts'
import { dayReader, momentReader } from '../kernel/imports/day.rules.ts'
import { moneyReader } from '../kernel/imports/money.rules.ts'
import type { RowOf, RowReason } from '../kernel/imports/row.rules.ts'
import { spanReader } from '../kernel/imports/span.rules.ts'
import { codeReader, countReader, textReader } from '../kernel/imports/value.rules.ts'
import { dayOf } from '../kernel/time.ts'
import { serviceImportWords } from './import.words.ts'

const { fields: titles } = serviceImportWords

/** What a service record can say, after the national service record (NRII instruType 6) and the lists that institutions keep. */
export const serviceFields = {
  instrumentCode: {
    title: titles.instrumentCode,
    aliases: [
      '仪器编号',
      '所在单位仪器编号',
      '设备编号',
      '资产编号',
      '固定资产编号',
      '仪器设备编号',
      'innerId',
      'instrument id',
      'instrument number',
    ],
    reader: codeReader(100),
    required: 'always',
  },
  recordNo: {
    title: titles.recordNo,
    aliases: [
      '记录号',
      '服务记录号',
      '服务记录编号',
      '本地记录号',
      '记录编号',
      '服务编号',
      '流水号',
      'recordInnerId',
      'record number',
      'record no',
    ],
    reader: codeReader(100),
  },
  customerName: {
    title: titles.customerName,
    aliases: [
      '客户名称',
      '客户',
      '客户单位',
      '服务单位',
      '服务对象',
      '用户单位',
      '委托单位',
      '送样单位',
      '使用单位',
      'applicantUnit',
      'customer',
      'customer name',
    ],
    reader: textReader(200),
  },
  creditCode: {
    title: titles.creditCode,
    aliases: ['统一社会信用代码', '客户统一社会信用代码', '信用代码', '社会信用代码', '客户信用代码', 'credit code', 'uscc'],
    reader: codeReader(18),
  },
  usedOn: { title: titles.usedOn, aliases: ['服务日期', '使用日期', '检测日期', '完成日期', '日期', 'date', 'day'], reader: dayReader },
  startsAt: {
    title: titles.startsAt,
    aliases: ['开始时间', '服务开始时间', '使用开始时间', '起始时间', '上机时间', 'start', 'start time', 'starts at'],
    reader: momentReader,
  },
  endsAt: {
    title: titles.endsAt,
    aliases: ['结束时间', '服务结束时间', '使用结束时间', '终止时间', '下机时间', 'endTime', 'end', 'end time', 'ends at'],
    reader: momentReader,
  },
  seconds: {
    title: titles.seconds,
    aliases: ['机时', '服务机时', '使用机时', '机时数', '小时数', '服务小时数', '服务时长', '使用时长', '时长', 'hours', 'machine hours'],
    reader: spanReader,
  },
  sampleCount: {
    title: titles.sampleCount,
    aliases: ['样品数', '样品数量', '测样数', '样品个数', '测试样品数', 'samples', 'sample count'],
    reader: countReader,
  },
  fen: {
    title: titles.fen,
    aliases: ['服务金额', '金额', '服务收入', '收费金额', '服务费', '应收金额', '测试费', 'amounts', 'amount', 'fee'],
    reader: moneyReader,
  },
  invoiceNo: {
    title: titles.invoiceNo,
    aliases: ['发票号码', '发票号', '票据号', 'invoice number', 'invoice no'],
    reader: codeReader(100),
  },
  invoicedFen: {
    title: titles.invoicedFen,
    aliases: ['开票金额', '发票金额', '已开票金额', 'invoiced', 'invoice amount'],
    reader: moneyReader,
  },
  content: {
    title: titles.content,
    aliases: ['服务内容', '测试内容', '检测项目', '测试项目', '备注', 'serviceContent', 'content'],
    reader: textReader(500),
  },
} as const

export type ServiceRecord = RowOf<typeof serviceFields>

/** A record covers at most a month: those of a whole year in one row are no record of a service. */
export const recordSecondsMost = 31 * 24 * 3_600

const spanOf = (row: ServiceRecord) =>
  row.startsAt && row.endsAt ? Math.floor((Date.parse(row.endsAt) - Date.parse(row.startsAt)) / 1000) : null

/** The hours that a record counts with: those stated, else from start to end. */
export function secondsOf(row: ServiceRecord): number {
  return row.seconds ?? spanOf(row) ?? 0
}

/** The day that a record counts on: the one stated, else the one its end lies on, where midnight belongs to the day before; '' for neither. */
export function dayOfRecord(row: ServiceRecord): string {
  return row.usedOn ?? (row.endsAt ? dayOf(new Date(Date.parse(row.endsAt) - 1)) : '')
}

/** What is wrong with a record by itself: every reason. */
export function checkRecord(row: ServiceRecord): RowReason[] {
  const reasons: RowReason[] = []
  const add = (code: string, field: keyof typeof serviceFields, params: RowReason['params'] = {}) => reasons.push({ code, params, field })
  if (!row.customerName && !row.creditCode) add('customer_missing', 'customerName')
  if (row.creditCode && !isCreditCode(row.creditCode.toUpperCase())) add('credit_code_wrong', 'creditCode', { given: row.creditCode })
  if (!row.startsAt !== !row.endsAt) add('times_incomplete', row.startsAt ? 'endsAt' : 'startsAt')
  else if (!row.startsAt && !row.usedOn) add('day_missing', 'usedOn')
  const span = spanOf(row)
  if (span !== null && span <= 0) add('end_not_after_start', 'endsAt')
  if (span !== null && span > 0) {
    if (row.usedOn && (row.usedOn < dayOf(row.startsAt!) || row.usedOn > dayOf(row.endsAt!))) add('day_contradicts_times', 'usedOn')
    if (row.seconds && row.seconds > span) add('hours_exceed_times', 'seconds')
  }
  if (Math.max(row.seconds ?? 0, span ?? 0) > recordSecondsMost) add('longer_than_a_month', row.seconds ? 'seconds' : 'endsAt')
  if (secondsOf(row) === 0 && !row.sampleCount) add('nothing_done', 'seconds')
  if (typeof row.fen !== 'number') add('amount_missing', 'fen')
  if (row.invoicedFen && !row.invoiceNo) add('invoice_without_number', 'invoiceNo')
  return reasons
}

/** All that a record says but its number, in one text: records are told apart by it where they have no number. */
export function contentOf(row: ServiceRecord): string {
  const { instrumentCode, customerName, creditCode, startsAt, endsAt, fen, invoiceNo, invoicedFen, content } = row
  return JSON.stringify([
    instrumentCode,
    customerName ?? null,
    creditCode?.toUpperCase() ?? null,
    dayOfRecord(row),
    startsAt ?? null,
    endsAt ?? null,
    secondsOf(row),
    row.sampleCount ?? 0,
    fen,
    invoiceNo ?? null,
    invoicedFen ?? 0,
    content ?? '',
  ])
}

const plainCode = (code: string) =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-_./]/g, '')
    .replaceAll('O', '0')
    .replaceAll('I', '1')

/** The known number that one probably meant: at most a third of its characters, and at most three, are otherwise. */
export function nearestCode(given: string, known: readonly string[]): string | undefined {
  const wanted = plainCode(given)
  const most = Math.min(3, Math.floor(wanted.length / 3))
  let best: { code: string; distance: number } | undefined
  for (const code of known) {
    const other = plainCode(code)
    if (Math.abs(other.length - wanted.length) > most) continue
    const distance = editDistance(wanted, other)
    if (distance <= most && (!best || distance < best.distance)) best = { code, distance }
  }
  return best?.code
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}

export type Taken = { lane: number; from: number; to: number; rowNo: number | null }

/**
 * The lane in which a record's time is free, or what stands in the way: of the times met in each lane the one that begins last.
 * Times are milliseconds.
 */
export function laneFor(time: { from: number; to: number }, taken: readonly Taken[], laneCount: number): number | { meets: Taken } {
  let meets: Taken | undefined
  for (let lane = 1; lane <= laneCount; lane++) {
    const met = taken.filter((one) => one.lane === lane && one.from < time.to && time.from < one.to).sort((a, b) => a.from - b.from)[0]
    if (!met) return lane
    if (!meets || met.from > meets.from) meets = met
  }
  return { meets: meets! }
}

/** Whose record it is: an organisation that is known, one to be registered by its code, or a name that waits to be settled. */
export type RecordCustomer = { organisationId: string } | { register: { creditCode: string; name: string } } | { name: string }

/** Who the customer of a record is. The credit code decides; a name that belongs to somebody else contradicts it. */
export function customerOf(
  row: ServiceRecord,
  known: { byCode: ReadonlyMap<string, string>; byName: ReadonlyMap<string, readonly string[]> },
): RecordCustomer | { reason: RowReason } {
  const creditCode = row.creditCode?.toUpperCase()
  const name = row.customerName ?? undefined
  if (!creditCode) return { name: name! }
  const organisationId = known.byCode.get(creditCode)
  const namesakes = name ? (known.byName.get(name) ?? []) : []
  if (organisationId ? namesakes.length > 0 && !namesakes.includes(organisationId) : namesakes.length > 0)
    return { reason: { code: 'customer_conflict', params: { given: creditCode, name: name! }, field: 'customerName' } }
  if (organisationId) return { organisationId }
  if (!name) return { reason: { code: 'customer_unknown', params: { given: creditCode }, field: 'creditCode' } }
  return { register: { creditCode, name } }
}

export type Recorded = {
  effectiveOn: string
  startsAt: string | null
  endsAt: string | null
  seconds: number
  sampleCount: number
  fen: number
  invoiceNo: string | null
  invoicedFen: number
  content: string
}

/** What a record says, as it stands in a service. */
export function recordedBy(row: ServiceRecord): Recorded {
  return {
    effectiveOn: dayOfRecord(row),
    startsAt: row.startsAt ?? null,
    endsAt: row.endsAt ?? null,
    seconds: secondsOf(row),
    sampleCount: row.sampleCount ?? 0,
    fen: row.fen ?? 0,
    invoiceNo: row.invoiceNo ?? null,
    invoicedFen: row.invoicedFen ?? 0,
    content: row.content ?? '',
  }
}

/** A file that names no invoice does not undo one that was recorded here, with its day. */
export function withInvoiceRecorded(
  recorded: Recorded,
  standing: { invoiceNo: string | null; invoicedFen: number; invoicedOn: string | null } | undefined,
): Recorded {
  if (!standing?.invoicedOn || recorded.invoiceNo !== null) return recorded
  return { ...recorded, invoiceNo: standing.invoiceNo, invoicedFen: standing.invoicedFen }
}

const fieldOf = { effectiveOn: 'usedOn' } as Partial<Record<keyof Recorded, string>>

/** What a record says otherwise than the service that stands; field by field. */
export function changesTo(
  standing: Recorded,
  recorded: Recorded,
): { field: string; from: string | number | null; to: string | number | null }[] {
  const keys = Object.keys(recorded) as (keyof Recorded)[]
  return keys
    .filter((key) => asCompared(standing[key], key) !== asCompared(recorded[key], key))
    .map((key) => ({ field: fieldOf[key] ?? key, from: standing[key], to: recorded[key] }))
}

function asCompared(value: string | number | null, key: keyof Recorded): string | number | null {
  return typeof value === 'string' && (key === 'startsAt' || key === 'endsAt') ? Date.parse(value) : value
}

/** What stands against a record once its instrument is known. */
export function placeReasons(
  recorded: Recorded,
  facts: { now: string; today: string; startedOn: string | null; closedMonths: ReadonlySet<string> },
): RowReason[] {
  const reasons: RowReason[] = []
  const { effectiveOn, endsAt } = recorded
  if (effectiveOn > facts.today || (endsAt !== null && Date.parse(endsAt) > Date.parse(facts.now)))
    reasons.push({ code: 'in_future', params: {}, field: endsAt === null ? 'usedOn' : 'endsAt' })
  if (facts.startedOn !== null && effectiveOn < facts.startedOn)
    reasons.push({ code: 'before_started_on', params: { startedOn: facts.startedOn }, field: endsAt === null ? 'usedOn' : 'startsAt' })
  const month = effectiveOn.slice(0, 7)
  if (facts.closedMonths.has(month)) reasons.push({ code: 'month_closed', params: { month }, field: endsAt === null ? 'usedOn' : 'endsAt' })
  return reasons
}
