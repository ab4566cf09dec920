// Copies a text for the reader, and says that it did.
import { useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { Icon } from './icon.tsx'
import { useSay } from './language.tsx'

/** A button that puts a text into the clipboard; `done` is what it says then. */
export function CopyButton({ text, word, done }: { text: string; word: Word; done: Word }) {
  const say = useSay()
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
  }
  return (
    <button type="button" className="btn" onClick={() => void copy()}>
      <Icon name={isCopied ? 'check' : 'copy'} />
      <span role="status">{say(isCopied ? done : word)}</span>
    </button>
  )
}
