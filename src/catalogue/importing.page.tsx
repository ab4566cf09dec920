// Importing an institution's instruments.
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { InstitutionChoice } from '../identity/organisation.part.tsx'
import { ImportWizard } from '../web/importing.tsx'
import { useSay } from '../web/language.tsx'
import { useTitle } from '../web/title.ts'
import { importCatalogue } from './import.contract.ts'
import { importingPageWords as words } from './importing.words.ts'

export function ImportCataloguePage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const [chosen, setChosen] = useState<string>()
  const institutionId = chosen ?? me?.organisation?.id
  return (
    <ImportWizard
      title={words.title}
      lead={words.lead}
      kind="catalogue"
      scopeId={institutionId}
      start={importCatalogue}
      startInput={institutionId ? { institutionId } : {}}
      above={me?.organisation ? undefined : <InstitutionChoice value={chosen} onChoose={setChosen} />}
    />
  )
}
