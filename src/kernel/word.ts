/** A sentence of ours in both languages; `{name}` marks where a parameter goes. */
export type Word = { readonly zh: string; readonly en: string }
export type Language = 'zh' | 'en'

/** The sentence in one language with its parameters filled in; a parameter that is missing stays visible as `{name}`. */
export function say(word: Word, language: Language, params: Readonly<Record<string, unknown>> = {}): string {
  return word[language].replace(/\{(\w+)\}/g, (whole, name: string) => (params[name] === undefined ? whole : String(params[name])))
}
