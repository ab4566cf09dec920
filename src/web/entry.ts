// What people type for money and time, read exactly or not at all.

/** Yuan as typed, in fen: '380', '12.5', '1,200.50'. Nothing for what is not an amount to the fen. */
export function fenOf(text: string): number | undefined {
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!match) return undefined
  const yuan = Number(match[1]!.replaceAll(',', ''))
  return yuan * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** Fen as one types it back: 1250 is '12.50', 38000 is '380'. */
export function textOfFen(fen: number): string {
  const whole = Math.floor(fen / 100)
  return fen % 100 === 0 ? String(whole) : `${whole}.${String(fen % 100).padStart(2, '0')}`
}

/** Hours as typed, in seconds, to the hundredth of an hour and finer by the second. Nothing for what is no length of time. */
export function secondsOf(text: string): number | undefined {
  if (!/^\d{1,7}(\.\d{1,6})?$/.test(text.trim())) return undefined
  return Math.round(Number(text.trim()) * 3600)
}

/** Seconds as hours that read back to the same seconds. */
export function textOfSeconds(seconds: number): string {
  for (let decimals = 0; decimals < 6; decimals += 1) {
    const text = (seconds / 3600).toFixed(decimals)
    if (secondsOf(text) === seconds) return text
  }
  return (seconds / 3600).toFixed(6)
}
