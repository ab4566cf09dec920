// A list that comes as a file: of which division it is, then the file, read as text.
import type { Word } from '../kernel/word.ts'
import { FilePicker } from '../web/filepicker.tsx'
import { useSay } from '../web/language.tsx'
import { DivisionField } from './expertform.part.tsx'

/** A file as text: UTF-8, or what spreadsheets here write otherwise. */
export async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Hands a text to the reader as a file of its own. */
export function saveText(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  Object.assign(document.createElement('a'), { href: url, download: fileName }).click()
  URL.revokeObjectURL(url)
}

type ListFileProps = {
  divisionCode: string
  words: { file: Word; divisionFirst: Word }
  onDivision: (code: string) => void
  onText: (text: string) => void
}

/** The file can be chosen once the division is. */
export function ListFile({ divisionCode, words, onDivision, onText }: ListFileProps) {
  const say = useSay()
  return (
    <>
      <DivisionField value={divisionCode} onChange={onDivision} />
      <FilePicker
        accept=".csv,text/csv"
        isTold
        onFile={(file) => void textOf(file).then(onText)}
        {...(divisionCode === '' ? { reason: say(words.divisionFirst) } : {})}
      >
        {say(words.file)}
      </FilePicker>
    </>
  )
}
