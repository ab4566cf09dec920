/** Where a page ends: its last row's keys. Told to the reader as an opaque text. */
export type PageMark = { first: number | string; second: number; id: string }

const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function writeMark({ first, second, id }: PageMark): string {
  const bytes = new TextEncoder().encode(JSON.stringify([first, second, id]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Reads a mark back; undefined for a text that is none. */
export function readMark(text: string): PageMark | undefined {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
    const [first, second, id] = JSON.parse(new TextDecoder().decode(bytes)) as unknown[]
    const isKey = typeof first === 'string' || Number.isSafeInteger(first)
    if (!isKey || !Number.isSafeInteger(second) || typeof id !== 'string' || !idShape.test(id)) return undefined
    return { first: first as number | string, second: second as number, id }
  } catch {
    return undefined
  }
}
