/** How a spreadsheet's number format shows a number: as a day, as a month without a day, as a time or duration, or as a number. */
export type NumberShape = 'number' | 'day' | 'month' | 'span'

/** The number formats that a workbook names by id alone (ECMA-376 part 1, 18.8.30, with the Chinese ones). */
const builtInShapes: Record<number, NumberShape> = {
  ...Object.fromEntries([14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58].map((id) => [id, 'day'])),
  ...Object.fromEntries([17, 27, 36, 50, 52, 57].map((id) => [id, 'month'])),
  ...Object.fromEntries([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, 'span'])),
}

/** @param code the format's own text where the workbook gives one. */
export function shapeOfFormat(id: number, code: string | undefined): NumberShape {
  if (code === undefined) return builtInShapes[id] ?? 'number'
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';')[0]!
    .toLowerCase()
  if (/general/.test(bare)) return 'number'
  if (/d/.test(bare)) return 'day'
  if (/[ye]/.test(bare) && !/[0#]/.test(bare)) return 'month'
  if (/[hs]|\[m+\]/.test(bare)) return 'span'
  return /m/.test(bare) && !/[0#]/.test(bare) ? 'month' : 'number'
}

/**
 * A stored number as plain decimal text. A spreadsheet keeps binary fractions and shows 15 significant digits:
 * 94.940000000000012 is 94.94 there, and here. Undefined if it is no finite number.
 */
export function plainDecimal(stored: string): string | undefined {
  const text = stored.trim()
  if (/^-?\d{1,15}$/.test(text)) return String(Number(text))
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) return undefined
  return expandExponent(value.toPrecision(15))
}

function expandExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? []
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const left = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const right = (point < 0 ? '0'.repeat(-point) + digits : digits.slice(Math.max(0, point))).replace(/0+$/, '')
  const plain = `${left.replace(/^0+(?=\d)/, '')}${right === '' ? '' : `.${right}`}`
  return plain === '0' ? plain : sign + plain
}

const dayMs = 86_400_000

/**
 * The civil moment a serial number stands for, as '2016-01-06' or '2016-01-06 08:30:00'.
 * In the 1900 system day 60 is a 29 February that never was; serials below 61 are not read.
 */
export function serialToDay(serial: number, is1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial >= 2_958_466 || serial < (is1904 ? 0 : 61)) return undefined
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const seconds = Math.round(serial * 86_400)
  const iso = new Date(epoch + seconds * 1000).toISOString()
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}

/** The serial a day has in the 1900 system; the inverse of serialToDay for whole days. */
export function dayToSerial(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / dayMs
}
