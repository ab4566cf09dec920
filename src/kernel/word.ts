/** A sentence of ours in both languages; `{name}` marks where a parameter goes. */
export type Word = { readonly zh: string; readonly en: string }
export type Language = 'zh' | 'en'

/**
 * The sentence in one language with its parameters filled in, one that is itself a word in the same language; a parameter that is
 * missing stays visible as `{name}`.
 */
export function say(word: Word, language: Language, params: Readonly<Record<string, unknown>> = {}): string {
  return word[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return isWord(value) ? value[language] : String(value)
  })
}

/** Whether a value is a sentence in both languages. */
export function isWord(value: unknown): value is Word {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value
}
