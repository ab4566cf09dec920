// The title of the window, and what paper says at its foot: the page, and when it was printed.
import { useEffect } from 'react'
import { useSay } from './language.tsx'
import { webWords } from './web.words.ts'

/** Names the window after the page, in the reader's language. */
export function useTitle(title: string): void {
  const say = useSay()
  useEffect(() => {
    document.title = title ? `${title} · ${say(webWords.brand)}` : `${say(webWords.brand)} ${say(webWords.brandSmall)}`
  }, [title, say])
}
