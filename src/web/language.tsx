// Which language the reader reads. Chinese first; the choice is remembered on this machine and nowhere else.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type Language, say, type Word } from '../kernel/word.ts'
import { remember, remembered } from './memory.ts'

type Choice = { language: Language; choose: (language: Language) => void }
const LanguageContext = createContext<Choice>({ language: 'zh', choose: () => undefined })

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (remembered('language') === 'en' ? 'en' : 'zh'))
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const choice = useMemo<Choice>(
    () => ({
      language,
      choose: (next) => {
        remember('language', next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <LanguageContext value={choice}>{children}</LanguageContext>
}

export function useLanguage(): Choice {
  return useContext(LanguageContext)
}

export type Say = (word: Word, params?: Readonly<Record<string, unknown>>) => string

/** The sentence in the reader's language: `const say = useSay(); say(bookingWords.slotTaken, { … })`. */
export function useSay(): Say {
  const { language } = useLanguage()
  return useMemo(() => (word, params) => say(word, language, params), [language])
}

/** A sentence as text: `<T w={bookingWords.choose} />`. */
export function T({ w, params }: { w: Word; params?: Readonly<Record<string, unknown>> }) {
  return useSay()(w, params)
}

/** The name a thing carries in both languages, in the reader's; where one is missing, the other is shown as written. */
export function useName(): (named: { nameZh: string; nameEn: string }) => string {
  const { language } = useLanguage()
  return (named) => (language === 'zh' ? named.nameZh || named.nameEn : named.nameEn || named.nameZh)
}
