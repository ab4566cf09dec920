const creditCodeLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The check character of a unified social credit code's first 17 (GB 32100-2015): weights are powers of 3 modulo 31. */
export function creditCodeCheck(first17: string): string | undefined {
  let sum = 0
  let weight = 1
  for (const letter of first17) {
    const value = creditCodeLetters.indexOf(letter)
    if (value < 0) return undefined
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return creditCodeLetters[(31 - (sum % 31)) % 31]
}

/** Whether a unified social credit code 统一社会信用代码 has its 18 characters and its check character (GB 32100-2015). */
export function isCreditCode(code: string): boolean {
  return code.length === 18 && creditCodeCheck(code.slice(0, 17)) === code[17]
}

/**
 * What kind of organisation a unified social credit code says it is (GB 32100-2015, first two characters): 91 is an enterprise
 * registered with market regulation, 11 an organ of state, 12 a public institution of any sort.
 */
export function kindByCreditCode(code: string): 'firm' | 'government' | 'other' {
  if (code.startsWith('91')) return 'firm'
  return code.startsWith('11') ? 'government' : 'other'
}

/** The form in which names are compared: width, case, spaces and punctuation do not count. */
export function normalName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')
}

const generic = /(有限责任公司|股份有限公司|有限公司|公司|集团|研究院|研究所|大学|学院|中心|吉林省|长春市|吉林市)/g

/** How alike two normal names are, 0 to 1: shared pairs of characters once the words that every name has are set aside. */
export function nameLikeness(a: string, b: string): number {
  if (a === b) return 1
  const core = (name: string) => name.replace(generic, '') || name
  const pairs = (text: string) =>
    new Set(text.length < 2 ? [text] : Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)))
  const left = pairs(core(a))
  const right = pairs(core(b))
  const shared = [...left].filter((pair) => right.has(pair)).length
  return (2 * shared) / (left.size + right.size)
}
