// Importing an institution's finished service records of earlier years.
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { InstitutionChoice } from '../identity/organisation.part.tsx'
import { ImportWizard } from '../web/importing.tsx'
import { useSay } from '../web/language.tsx'
import { useTitle } from '../web/title.ts'
import { importServiceRecords } from './import.contract.ts'
import { importingPageWords as words } from './importing.words.ts'

export function ImportServicesPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const [chosen, setChosen] = useState<string>()
  const institutionId = chosen ?? me?.organisation?.id
  return (
    <ImportWizard
      title={words.title}
      lead={words.lead}
      kind="services"
      scopeId={institutionId}
      start={importServiceRecords}
      startInput={institutionId ? { institutionId } : {}}
      above={me?.organisation ? undefined : <InstitutionChoice value={chosen} onChoose={setChosen} />}
    />
  )
}
