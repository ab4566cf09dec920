import type { Cell } from './cell.ts'
import { decimalParts, type Reader, type Reading, readCommon, refused, shiftDecimal, understood } from './value.rules.ts'

/** How many digits a unit lies above the fen. */
const powers = { fen: 0, yuan: 2, thousand_yuan: 5, wan_yuan: 6, million_yuan: 8, yi_yuan: 10 } as const
export type MoneyUnit = keyof typeof powers
export const moneyUnits = Object.keys(powers) as MoneyUnit[]

const unitWords: Record<string, MoneyUnit> = {
  分: 'fen',
  元: 'yuan',
  圆: 'yuan',
  人民币元: 'yuan',
  元人民币: 'yuan',
  yuan: 'yuan',
  千元: 'thousand_yuan',
  万: 'wan_yuan',
  万元: 'wan_yuan',
  万圆: 'wan_yuan',
  万元人民币: 'wan_yuan',
  万人民币: 'wan_yuan',
  百万元: 'million_yuan',
  亿: 'yi_yuan',
  亿元: 'yi_yuan',
}

const foreign = /[$€£₩]|usd|eur|gbp|jpy|hkd|美元|欧元|日元|英镑|港币|港元|韩元|卢布|马克/
const inexact = /约|左右|近|余|多|以上|以下|不低于|不超过|起$|[<>≈≤≥]/
const range = /\d\s*(?:元|万|万元)?\s*(?:[-~—–]|至|到)\s*\d/

/** The money unit a word names, as in a heading's brackets; undefined if it names none. */
export function moneyUnitOf(word: string): MoneyUnit | undefined {
  const key = word
    .replace(/^单位[::]?/, '')
    .replace(/\s/g, '')
    .toLowerCase()
  if (['rmb', 'cny', '¥', '人民币'].includes(key)) return 'yuan'
  return Object.hasOwn(unitWords, key) ? unitWords[key] : undefined
}

/** @returns fen, exactly; refused when the unit is not known, the amount is not exact, or finer than a fen. */
function readMoney(cell: Cell, unit: MoneyUnit | undefined): Reading<number> {
  return readCommon<number>(cell, (text, isNumber) => {
    if (isNumber) return amount(cell, text, unit)
    if (typeof cell !== 'string') return refused('not_an_amount', cell)
    const lower = text.toLowerCase()
    if (/面议|议价|洽谈|电询|询价/.test(lower)) return refused('on_request', cell)
    if (foreign.test(lower)) return refused('foreign_currency', cell)
    if (range.test(lower)) return refused('range', cell)
    if (inexact.test(lower)) return refused('not_exact', cell)
    const { body, isYuanSign } = withoutSign(lower)
    const bare = body.replace(/[整正]$/, '')
    const compound = /^(\d{1,8})万(\d{1,4}(?:\.\d{1,2})?)元$/.exec(bare)
    if (compound) return together(cell, compound[1]!, compound[2]!)
    const suffix = /[^\d.,\s]+$/.exec(bare)?.[0] ?? ''
    const own = suffix === '' ? undefined : moneyUnitOf(suffix)
    if (suffix !== '' && own === undefined) return refused('not_an_amount', cell)
    if (isYuanSign && own === undefined && unit !== undefined && unit !== 'yuan') return refused('unit_conflict', cell)
    return amount(cell, bare.slice(0, bare.length - suffix.length).trim(), own ?? (isYuanSign ? 'yuan' : unit))
  })
}

function withoutSign(text: string): { body: string; isYuanSign: boolean } {
  const body = text.replace(/^(?:人民币|rmb|cny|¥)[::]?\s*/, '').replace(/^¥\s*/, '')
  return { body, isYuanSign: text.startsWith('¥') || body !== text }
}

function amount(cell: Cell, digits: string, unit: MoneyUnit | undefined): Reading<number> {
  if (/^-\s*[\d.]/.test(digits)) return refused('negative', cell)
  if (/^\d(?:\.\d+)?e[+-]?\d+$/.test(digits)) return refused('lost_digits', cell)
  const parts = decimalParts(digits)
  if (!parts) return refused(/^[\d.,]+$/.test(digits) ? 'unclear_separators' : 'not_an_amount', cell)
  if (unit === undefined) {
    return /^0+$/.test(parts.whole + parts.fraction) ? understood(0) : refused('unit_unknown', cell, { digits })
  }
  const fen = shiftDecimal(parts, powers[unit])
  if (fen === 'finer') return refused('finer_than_fen', cell)
  return fen === 'too_large' ? refused('too_large', cell) : understood(fen)
}

/** 94万9400元 */
function together(cell: Cell, wan: string, yuan: string): Reading<number> {
  const parts = decimalParts(yuan)!
  const fen = shiftDecimal(parts, 2)
  const total = typeof fen === 'number' ? BigInt(wan) * 1_000_000n + BigInt(fen) : undefined
  return total === undefined || total > BigInt(Number.MAX_SAFE_INTEGER) ? refused('too_large', cell) : understood(Number(total))
}

/** Money in fen. A cell's own unit wins over the column's; with neither, a bare number is refused. */
export const moneyReader: Reader<number> = {
  kind: 'money',
  units: moneyUnits,
  read: (cell, { unit }) =>
    readMoney(
      cell,
      moneyUnits.find((known) => known === unit),
    ),
}
