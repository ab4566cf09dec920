// The items of a reference standard: what is there, and another list in its place, checked row by row first.
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { FilePicker } from '../web/filepicker.tsx'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { textOf } from './listfile.part.tsx'
import type { ProcedureShown } from './procedure.contract.ts'
import { type draftVersion, readStandard } from './version.contract.ts'
import { versionPageWords as words } from './versionpage.words.ts'

type Items = Output<typeof draftVersion>['standard']
type Props = { guide: ProcedureShown; items: Items; onChange: (items: Items) => void }

export function StandardList({ guide, items, onChange }: Props) {
  const say = useSay()
  const [found, setFound] = useState<Output<typeof readStandard>>()
  const reading = useSend(readStandard, {
    onDone: (read) => {
      setFound(read)
      if (read.refused.length === 0) onChange(read.items)
    },
  })
  return (
    <section aria-labelledby="version-standard">
      <h3 id="version-standard">{say(words.standard)}</h3>
      <p className="why">{say(words.standardWhy)}</p>
      <p role="status">
        {found === undefined
          ? say(items.length === 0 ? words.standardNone : words.standardCount, { count: items.length })
          : found.refused.length === 0
            ? say(words.standardRead, { count: found.items.length })
            : say(words.standardRefused, { refused: found.refused.length })}
      </p>
      {found && found.refused.length > 0 && <Refused found={found} />}
      {items.length > 0 && <Items guide={guide} items={items} />}
      {reading.error && <Problem key={reading.submittedAt} error={reading.error} isAnswer />}
      <FilePicker
        accept=".csv,text/csv"
        isTold
        isBusy={reading.isPending}
        onFile={(file) => void textOf(file).then((text) => reading.mutate({ code: guide.code, text }))}
      >
        {say(words.standardFile)}
      </FilePicker>
    </section>
  )
}

function Refused({ found }: { found: Output<typeof readStandard> }) {
  const say = useSay()
  return (
    <table className="table to-list">
      <TableHead columns={[words.row, words.itemCode, words.finding]} />
      <tbody>
        {found.refused.map(({ row, code, reasons }) => (
          <tr key={row}>
            <td data-label={say(words.row)}>{row}</td>
            <th scope="row" className="main">
              {code}
            </th>
            <td data-label={say(words.finding)} className="overdue">
              {reasons.map(({ text }) => say(text)).join('；')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Items({ guide, items }: Pick<Props, 'guide' | 'items'>) {
  const say = useSay()
  const titleOf = (level: string) => guide.levels.find(({ code }) => code === level)?.title
  return (
    <div className="standard-items">
      <table className="table to-list">
        <TableHead columns={[words.itemCode, words.level, words.content]} />
        <tbody>
          {items.map((item) => {
            const title = titleOf(item.level)
            return (
              <tr key={item.code}>
                <th scope="row" className="main">
                  {item.code}
                </th>
                <td data-label={say(words.level)}>{title ? say(title) : item.level}</td>
                <td data-label={say(words.content)}>{say({ zh: item.zh, en: item.en })}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
