/** True when a division is the scope or lies below it; GB/T 2260 codes nest by pairs of digits, and 00 means all below. */
export function isWithin(divisionCode: string, scopeCode: string): boolean {
  return divisionCode.startsWith(scopeCode.replace(/(00)+$/, ''))
}
