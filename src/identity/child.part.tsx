// One of one's own children, for whom a consent stands: chosen by name, known to a form by id alone.
import type { FieldControl } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { childWords as words } from './child.words.ts'
import { listMyChildren } from './consent.contract.ts'

type Props = { control: FieldControl; value: string; onChange: (id: string) => void }

/** The children of the reader who have a consent that stands. */
export function ChildSelect({ control, value, onChange }: Props) {
  const say = useSay()
  const { data } = useRead(listMyChildren, {}, { staleTime: 0 })
  const children = data?.items.filter(({ consents }) => consents.some((consent) => consent.withdrawnAt === null)) ?? []
  return (
    <>
      <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{say(words.choose)}</option>
        {children.map((child) => (
          <option key={child.id} value={child.id}>
            {child.name} {child.bornOn}
          </option>
        ))}
      </select>
      {data && children.length === 0 && <p className="note">{say(words.none)}</p>}
    </>
  )
}

/** The name of one of the reader's children; for everybody else what stands in place of it. */
export function ChildName({ id }: { id: string }) {
  const say = useSay()
  const { data } = useRead(listMyChildren, {}, { staleTime: 60_000 })
  return data?.items.find((child) => child.id === id)?.name ?? say(words.hidden)
}
