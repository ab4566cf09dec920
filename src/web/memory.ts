// What this browser remembers for its reader: language, theme, size of type. Nothing about who the reader is.
export type MemoryName = 'language' | 'theme' | 'type'

/** The remembered value, or nothing where the browser keeps none. */
export function remembered(name: MemoryName): string | undefined {
  try {
    return localStorage.getItem(`xianchuang.${name}`) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a value for the next visit; where the browser refuses to, the choice holds for this visit only. */
export function remember(name: MemoryName, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`xianchuang.${name}`)
    else localStorage.setItem(`xianchuang.${name}`, value)
  } catch {
    // A private window may refuse storage; nothing is lost but the memory.
  }
}
