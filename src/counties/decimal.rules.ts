// Exact decimals as text: what a county reports is added to nothing and divided once, and loses nothing on the way.

const scale = 6

/** A decimal in whole millionths. */
function millionths(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const size = BigInt(whole) * 10n ** BigInt(scale) + BigInt(fraction.padEnd(scale, '0'))
  return text.startsWith('-') ? -size : size
}

/** Below 0, 0 or above it, as the first is less, the same or more: '1.50' is the same as '1.5'. */
export function compareDecimals(a: string, b: string): number {
  const difference = millionths(a) - millionths(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function isWhole(text: string): boolean {
  return millionths(text) % 10n ** BigInt(scale) === 0n
}

/** factor × numerator ÷ denominator with so many decimals, half away from zero 四舍五入; null where it would divide by nothing. */
export function ratioOf(numerator: string, denominator: string, factor: number, decimals: number): string | null {
  const below = millionths(denominator)
  if (below === 0n) return null
  const above = millionths(numerator) * BigInt(factor) * 10n ** BigInt(decimals)
  const isNegative = above < 0n !== below < 0n
  const [size, by] = [above < 0n ? -above : above, below < 0n ? -below : below]
  const rounded = (size * 2n + by) / (by * 2n)
  const digits = rounded.toString().padStart(decimals + 1, '0')
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
  return isNegative && rounded > 0n ? `-${text}` : text
}

/** By how many percent a value changed, as a number for comparing only; null where there is nothing to compare with. */
export function changeInPercent(before: string, now: string): number | null {
  const from = Number(before)
  return from === 0 ? null : (Math.abs(Number(now) - from) / Math.abs(from)) * 100
}

/** The middle one of some decimals, or half way between the two in the middle, with one decimal more if that needs it; null of none. */
export function middleOf(values: readonly string[], decimals: number): string | null {
  if (values.length === 0) return null
  const sorted = values.toSorted(compareDecimals)
  const half = Math.floor(sorted.length / 2)
  if (sorted.length % 2 === 1) return sorted[half]!
  const sum = millionths(sorted[half - 1]!) + millionths(sorted[half]!)
  const needs = (sum * 10n ** BigInt(decimals)) % (2n * 10n ** BigInt(scale)) !== 0n
  const text = `${sum < 0n ? '-' : ''}${(sum < 0n ? -sum : sum).toString().padStart(scale + 1, '0')}`
  return ratioOf(`${text.slice(0, -scale)}.${text.slice(-scale)}`, '2', 1, needs ? decimals + 1 : decimals)
}

/** A decimal as people read it: thousands in threes, a true minus, the digits as they came. */
export function readDecimal(text: string): string {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  return `${text.startsWith('-') ? '−' : ''}${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${fraction ? `.${fraction}` : ''}`
}
