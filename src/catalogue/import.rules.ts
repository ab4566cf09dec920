import type { Cell } from '../kernel/imports/cell.ts'
import { dayReader } from '../kernel/imports/day.rules.ts'
import { moneyReader } from '../kernel/imports/money.rules.ts'
import type { RowOf, RowReason } from '../kernel/imports/row.rules.ts'
import {
  choiceReader,
  codeReader,
  halfWidth,
  type Reader,
  readCommon,
  refused,
  textReader,
  understood,
  yesNoReader,
} from '../kernel/imports/value.rules.ts'
import type { InstrumentClass, InstrumentFacts } from './catalogue.contract.ts'
import { catalogueImportWords } from './import.words.ts'

const { fields: titles, choices } = catalogueImportWords

const kinds = choiceReader(
  { 通用: 'general', 通用仪器: 'general', general: 'general', 专用: 'special', 专用仪器: 'special', special: 'special' } as const,
  choices.kind.zh,
)

/** The running states of the national record, and what other registers say, as states of the catalogue. */
const states = choiceReader(
  {
    正常: 'online',
    偶有故障: 'online',
    故障频繁: 'online',
    在用: 'online',
    使用中: 'online',
    active: 'online',
    待修: 'out_of_service',
    维修: 'out_of_service',
    维修中: 'out_of_service',
    停用: 'out_of_service',
    闲置: 'out_of_service',
    待报废: 'out_of_service',
    inactive: 'out_of_service',
    offline: 'out_of_service',
    报废: 'retired',
    已报废: 'retired',
    调拨: 'retired',
    retired: 'retired',
  } as const,
  choices.state.zh,
)

/** CMA and CNAS in one cell: CMA、CNAS, CMA/CNAS. */
const sealsReader: Reader<string[]> = {
  kind: 'choice',
  units: [],
  read: (cell: Cell) =>
    readCommon<string[]>(cell, (text) => {
      const parts = halfWidth(text)
        .toUpperCase()
        .split(/[\s、,;/+和及]+/)
        .filter((part) => part !== '')
      const isKnown = parts.every((part) => part === 'CMA' || part === 'CNAS')
      return isKnown ? understood([...new Set(parts)].sort()) : refused('not_a_choice', cell, { choices: choices.seals.zh })
    }),
}

/** What an instrument's row can say, after the national record of single instruments (NRII instruType 4) and the universities' ledger. */
export const catalogueFields = {
  innerCode: {
    title: titles.innerCode,
    aliases: [
      '仪器编号',
      '所在单位仪器编号',
      '单位内编号',
      '资产编号',
      '设备编号',
      '固定资产编号',
      '资产号',
      '编号',
      'innerId',
      'instrument id',
      'inner code',
      'asset number',
      'equipment id',
      'eus instrument id',
      'id',
    ],
    reader: codeReader(100),
    required: 'always',
  },
  nameZh: {
    title: titles.nameZh,
    aliases: [
      '仪器名称',
      '仪器设备名称',
      '设备名称',
      '中文名称',
      '仪器中文名称',
      '名称',
      'cname',
      'instrument',
      'instrument name',
      'name',
      'eus instrument name',
    ],
    reader: textReader(200),
    required: 'new',
  },
  nameEn: { title: titles.nameEn, aliases: ['英文名称', '仪器英文名称', '名称英文', 'ename', 'english name'], reader: textReader(300) },
  model: {
    title: titles.model,
    aliases: ['规格型号', '型号规格', '型号', '规格', '仪器型号', 'instrVersion', 'model'],
    reader: textReader(200),
  },
  manufacturer: {
    title: titles.manufacturer,
    aliases: ['生产制造商', '制造商', '生产厂家', '生产厂商', '厂家', '厂商', '制造厂商', 'manufacturer', 'vendor'],
    reader: textReader(200),
  },
  country: { title: titles.country, aliases: ['产地国别', '国别', '产地', '生产国别', 'nation', 'country'], reader: textReader(100) },
  serialNo: {
    title: titles.serialNo,
    aliases: ['出厂编号', '出厂号', '序列号', 'serial', 'serial number', 'serial no'],
    reader: codeReader(100),
  },
  classCode: {
    title: titles.classCode,
    aliases: ['分类编码', '仪器分类编码', '分类代码', '仪器分类', '仪器分类代码', 'instrCategory', 'class code'],
    reader: textReader(100),
  },
  schoolClassCode: {
    title: titles.schoolClassCode,
    aliases: ['高校分类号', '教育部分类号', '固定资产分类号', '分类号'],
    reader: codeReader(20),
  },
  kind: { title: titles.kind, aliases: ['类别', '仪器类别', '通用专用', '类别（通用/专用）'], reader: kinds },
  worthFen: {
    title: titles.worthFen,
    aliases: ['原值', '仪器原值', '设备原值', '单价', '购置金额', '购置价格', '金额', 'worth', 'original value'],
    reader: moneyReader,
  },
  startedOn: {
    title: titles.startedOn,
    aliases: [
      '启用日期',
      '启用时间',
      '启用年月日',
      '投入使用日期',
      '购置日期',
      '购置时间',
      '建账日期',
      'beginDate',
      'created',
      'commissioned',
    ],
    reader: dayReader,
  },
  listedOn: { title: titles.listedOn, aliases: ['入网日期', '入网时间', '上网日期'], reader: dayReader },
  state: { title: titles.state, aliases: ['运行状态', '仪器状态', '设备状态', '现状', '状态', 'status'], reader: states },
  isInUse: {
    title: titles.isInUse,
    aliases: ['是否在用', '在用', '是否启用', 'active', 'is active', 'in use', 'eus active sw'],
    reader: yesNoReader,
  },
  divisionCode: {
    title: titles.divisionCode,
    aliases: ['行政区划代码', '区划代码', '所在县区代码', 'division code'],
    reader: codeReader(6),
  },
  place: {
    title: titles.place,
    aliases: ['安放地点', '安放地址', '存放地点', '安放位置', '放置地点', '存放地', '房间号', 'location', 'room number', 'place'],
    reader: textReader(300),
  },
  functionText: {
    title: titles.functionText,
    aliases: ['主要功能', '功能', '主要功能及特色', '主要附件及功能', 'function', 'description'],
    reader: textReader(4000),
  },
  technicalText: {
    title: titles.technicalText,
    aliases: ['主要技术指标', '技术指标', '性能指标', 'technical', 'specifications'],
    reader: textReader(4000),
  },
  serviceText: {
    title: titles.serviceText,
    aliases: ['服务内容', '主要服务内容', '测试服务内容', 'serviceContent', 'services'],
    reader: textReader(4000),
  },
  standards: { title: titles.standards, aliases: ['执行标准', '检测标准', '依据标准', '方法标准', 'standards'], reader: textReader(2000) },
  seals: {
    title: titles.seals,
    aliases: ['资质', '仪器认证情况', '资质认定', '认证情况', 'CMA/CNAS', '资质（CMA/CNAS）', 'seals'],
    reader: sealsReader,
  },
  feeText: { title: titles.feeText, aliases: ['参考收费标准', '收费标准', '收费', 'fee'], reader: textReader(2000) },
} as const

export type CatalogueRow = RowOf<typeof catalogueFields>

/** The dearest instruments of the country cost a little over 20 亿元; above 50 亿元 a unit has slipped. */
const worthBeyondBelief = 500_000_000_000

export function checkCatalogueRow(row: CatalogueRow): RowReason[] {
  return typeof row.worthFen === 'number' && row.worthFen > worthBeyondBelief
    ? [{ code: 'worth_beyond_belief', params: {}, field: 'worthFen' }]
    : []
}

type Resolved = { classCode: string | null; classItemCode: string; doubt?: RowReason }

/**
 * Large classes whose middle classes differ between published lists (03: some lists have 电离辐射 and 电子学 before 其他; 12: its middle
 * classes are not published). Of all others the list is complete, so that a middle class it does not have is a slip. The third level is
 * published nowhere as a whole: an item is kept as it was given.
 */
const largeClassesWithOpenList: ReadonlySet<string> = new Set(['03', '12'])
/** What older local data say for `990000`. */
const olderCodeOfOther = '999999'

/**
 * The class that a code or a name stands for. A code finer than the classes known here belongs to the narrowest known one, and is kept
 * beside it; `00` at the end of a code means "no finer" (NRII: AA0000, AABB00). A middle class that is not known is refused where the list
 * of them is complete, and in doubt where it is not.
 */
export function resolveClass(given: string, classes: readonly InstrumentClass[]): Resolved | { reason: RowReason } {
  const text = halfWidth(given)
  const refuse = (code: string) => ({ reason: { code, params: { given }, field: 'classCode' } })
  if (!/^\d+$/.test(text)) {
    const named = classes.filter((known) => known.nameZh === text || known.nameEn.toLowerCase() === text.toLowerCase())
    if (named.length > 1) return refuse('ambiguous_class')
    return named.length === 1 ? { classCode: named[0]!.code, classItemCode: '' } : refuse('unknown_class')
  }
  if (![2, 4, 6].includes(text.length)) return refuse('not_a_class_code')
  const bare = text === olderCodeOfOther ? '99' : text.replace(/^(\d\d)(?:00)+$/, '$1').replace(/^(\d{4})00$/, '$1')
  const known = new Set(classes.map((known) => known.code))
  const found = [bare, bare.slice(0, 4), bare.slice(0, 2)].find((code) => known.has(code))
  if (found === undefined) return refuse('unknown_class')
  if (found.length === 2 && bare.length > 2) {
    const known = classes.find((one) => one.code === found)!
    const params = { given, classCode: found, className: known.nameZh, whole: found.padEnd(6, '0') }
    if (!largeClassesWithOpenList.has(found)) return { reason: { code: 'unknown_middle_class', params, field: 'classCode' } }
    return { classCode: found, classItemCode: bare.padEnd(6, '0'), doubt: { code: 'class_to_confirm', params, field: 'classCode' } }
  }
  return { classCode: found, classItemCode: found === bare ? '' : bare.padEnd(6, '0') }
}

/** What cannot be true of an instrument that a register lists today. */
export function dayReasons({ startedOn }: CatalogueRow, today: string): RowReason[] {
  return startedOn && startedOn > today ? [{ code: 'started_in_future', params: { startedOn, today }, field: 'startedOn' }] : []
}

/** The facts a row speaks of: an absent value says nothing, `null` says there is none. */
export function factsOf(row: CatalogueRow, resolved: Resolved | undefined): Partial<InstrumentFacts> {
  const { innerCode: _, classCode, kind, state, isInUse, seals, worthFen, startedOn, listedOn, divisionCode, ...texts } = row
  const facts: Partial<InstrumentFacts> = {}
  for (const [name, text] of Object.entries(texts)) Object.assign(facts, { [name]: text ?? '' })
  if (kind) facts.kind = kind
  if (state) facts.state = state
  else if (typeof isInUse === 'boolean') facts.state = isInUse ? 'online' : 'out_of_service'
  if (seals !== undefined) facts.seals = seals ?? []
  if (classCode === null) Object.assign(facts, { classCode: null, classItemCode: '' })
  else if (resolved) Object.assign(facts, { classCode: resolved.classCode, classItemCode: resolved.classItemCode })
  return { ...facts, ...definedOnly({ worthFen, startedOn, listedOn, divisionCode }) }
}

function definedOnly<T extends object>(values: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}

/**
 * What an import decides by itself: a new instrument that runs is listed from today and stands where its institution is; one that is
 * retired is delisted from today.
 */
export function settle(
  facts: InstrumentFacts,
  before: InstrumentFacts | undefined,
  { today, divisionCode }: { today: string; divisionCode: string | null },
): InstrumentFacts {
  const settled = { ...facts }
  if (!before) {
    settled.listedOn ??= settled.state === 'retired' ? null : today
    settled.divisionCode ??= divisionCode
  }
  if (settled.state === 'retired' && before?.state !== 'retired') settled.delistedOn ??= today
  if (settled.state !== 'retired' && before?.state === 'retired') settled.delistedOn = null
  return settled
}
