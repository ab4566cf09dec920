// Bringing a return back as a sheet: upload, look at what would change, write it.
import { Link, useParams } from '@tanstack/react-router'
import { ImportWizard } from '../web/importing.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { useTitle } from '../web/title.ts'
import { getReturn } from './return.contract.ts'
import { importReturn } from './returnimport.contract.ts'
import { returnImportWords as words } from './returnimport.words.ts'

export function ReturnImportPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { id } = useParams({ strict: false }) as { id: string }
  return (
    <ImportWizard
      title={words.title}
      lead={words.lead}
      kind="returns"
      scopeId={id}
      start={importReturn}
      startInput={{ id }}
      above={<OfReturn id={id} />}
    />
  )
}

function OfReturn({ id }: { id: string }) {
  const say = useSay()
  const name = useName()
  const { data } = useRead(getReturn, { id })
  return (
    <p>
      <Link to="/work/returns/$id" params={{ id }}>
        {data ? say(words.ofReturn, { name: name(data), year: data.round.year }) : say(words.title)}
      </Link>
    </p>
  )
}
