import { normalName } from '../identity/identity.rules.ts'
import { dayReader } from '../kernel/imports/day.rules.ts'
import type { RowOf, RowReason } from '../kernel/imports/row.rules.ts'
import { choiceReader, codeReader, textReader } from '../kernel/imports/value.rules.ts'
import type { Status } from './status.contract.ts'
import { statusImportWords } from './statusimport.words.ts'

const { fields: titles, kinds } = statusImportWords

const kindReader = choiceReader(
  {
    科技型中小企业: 'tech_sme',
    科小: 'tech_sme',
    'technology-based sme': 'tech_sme',
    高新技术企业: 'high_tech',
    高企: 'high_tech',
    'high-tech enterprise': 'high_tech',
    科技小巨人: 'tech_giant',
    科技小巨人企业: 'tech_giant',
    专精特新: 'specialised_new',
    专精特新企业: 'specialised_new',
    专精特新中小企业: 'specialised_new',
  } as const,
  kinds.zh,
)

/** What a row of a published list of recognised firms says. */
export const statusFields = {
  creditCode: {
    title: titles.creditCode,
    aliases: ['统一社会信用代码', '社会信用代码', '信用代码', '统一信用代码', 'credit code', 'uscc'],
    reader: codeReader(18),
    required: 'always',
  },
  firmName: { title: titles.firmName, aliases: ['企业名称', '名称', '单位名称', '企业', 'firm', 'name'], reader: textReader(200) },
  kind: {
    title: titles.kind,
    aliases: ['资格', '资格类型', '类型', '企业类型', '认定类型', 'status', 'kind'],
    reader: kindReader,
    required: 'always',
  },
  certificateNo: {
    title: titles.certificateNo,
    aliases: ['证书编号', '证书号', '入库登记编号', '登记编号', '入库编号', 'certificate'],
    reader: codeReader(60),
    required: 'always',
  },
  firstOn: {
    title: titles.firstOn,
    aliases: ['有效期起', '有效期开始', '发证日期', '发证时间', '入库日期', '起始日期', 'valid from'],
    reader: dayReader,
    required: 'always',
  },
  lastOn: {
    title: titles.lastOn,
    aliases: ['有效期止', '有效期至', '有效期结束', '截止日期', '到期日', 'valid to', 'valid until'],
    reader: dayReader,
  },
  documentNo: {
    title: titles.documentNo,
    aliases: ['文号', '公告文号', '公告编号', '批次文号', 'document number'],
    reader: textReader(100),
  },
} as const

export type StatusRow = RowOf<typeof statusFields>

export function checkStatusRow({ firstOn, lastOn }: StatusRow): RowReason[] {
  return firstOn && lastOn && lastOn < firstOn ? [{ code: 'last_before_first', params: {}, field: 'lastOn' }] : []
}

type Days = Pick<Status, 'firstOn' | 'lastOn'>

/** Whether two stretches of days, both ends included, share a day. */
export function shareDays(a: Days, b: Days): boolean {
  return (a.lastOn === null || b.firstOn <= a.lastOn) && (b.lastOn === null || a.firstOn <= b.lastOn)
}

/** Whether what a list calls a firm is a name it has. */
export function isNamed(given: string, { nameZh, nameEn }: { nameZh: string; nameEn: string }): boolean {
  return [nameZh, nameEn].some((name) => normalName(name) === normalName(given))
}

/**
 * The scope of an import for a division, as a uuid of the kind that one makes oneself (RFC 9562, version 8): an import belongs to an id, and
 * a division has only its code.
 */
export function scopeOfDivision(divisionCode: string): string {
  return `00000000-0000-8000-8000-000000${divisionCode}`
}

export function divisionOfScope(scopeId: string): string | undefined {
  return scopeId.match(/^00000000-0000-8000-8000-000000(\d{6})$/)?.[1]
}
