// Importing what belongs to one institution: the reader's own, or the one they choose.
import { useState } from 'react'
import type { Contract } from '../kernel/contract.ts'
import type { Word } from '../kernel/word.ts'
import { ImportWizard } from '../web/importing.tsx'
import { useSay } from '../web/language.tsx'
import { useTitle } from '../web/title.ts'
import { useMe } from './me.part.tsx'
import { InstitutionChoice } from './organisation.part.tsx'

type Props = {
  words: { readonly title: Word; readonly lead: Word }
  /** The kind of import as the server names it. */
  kind: string
  /** The operation that begins it; it takes the institution beside the file. */
  start: Contract
}

export function InstitutionImport({ words, kind, start }: Props) {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const [chosen, setChosen] = useState<string>()
  const institutionId = chosen ?? me?.organisation?.id
  return (
    <ImportWizard
      title={words.title}
      lead={words.lead}
      kind={kind}
      scopeId={institutionId}
      start={start}
      startInput={institutionId ? { institutionId } : {}}
      above={me?.organisation ? undefined : <InstitutionChoice value={chosen} onChoose={setChosen} />}
    />
  )
}
