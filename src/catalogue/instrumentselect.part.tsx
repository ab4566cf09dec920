// Choosing one of an institution's instruments by typing part of its name or number.
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { entryWords as words } from './entry.words.ts'
import { searchInstruments } from './search.contract.ts'

type Props = {
  institutionId: string | undefined
  value: string | undefined
  onChoose: (instrumentId: string) => void
  id?: string
  /** Takes the choice back, where none is needed. */
  onClear?: () => void
}

export function InstrumentSelect({ institutionId, value, onChoose, id, onClear }: Props) {
  const say = useSay()
  const name = useName()
  const [text, setText] = useState('')
  const query = useDeferredValue(text.trim())
  const found = useRead(
    searchInstruments,
    { query, ...(institutionId ? { institutionId } : {}), limit: 20 },
    { placeholderData: (before) => before },
  )
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label={say(words.findInstrument)}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value ?? null}
      placeholder={say(words.findInstrument)}
      loading={found.isFetching}
      options={(found.data?.items ?? []).map((item) => ({ value: item.id, label: `${name(item)} · ${item.innerCode}` }))}
      allowClear={onClear !== undefined}
      onChange={(chosen: string | null) => (chosen ? onChoose(chosen) : onClear?.())}
      style={{ width: '100%' }}
    />
  )
}
