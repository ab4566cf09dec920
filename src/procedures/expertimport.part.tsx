// Importing a list of experts: the file is checked as soon as it is chosen, row by row, and what is right goes in by one button.
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { listExperts } from './expert.contract.ts'
import { importExperts } from './expertimport.contract.ts'
import { expertImportWords as words } from './expertimport.words.ts'
import { ListFile } from './listfile.part.tsx'

export function ExpertImport({ onBack }: { onBack: () => void }) {
  const say = useSay()
  const [divisionCode, setDivisionCode] = useState('')
  const [text, setText] = useState('')
  const check = useSend(importExperts)
  const apply = useSend(importExperts, { refresh: [listExperts] })
  const take = (read: string) => {
    setText(read)
    apply.reset()
    check.mutate({ divisionCode, text: read })
  }
  const error = apply.error ?? check.error
  return (
    <div className="form pane expert-import">
      <h2>{say(words.title)}</h2>
      <p className="why">{say(words.lead)}</p>
      <ListFile
        divisionCode={divisionCode}
        words={words}
        onDivision={(code) => {
          setDivisionCode(code)
          check.reset()
          apply.reset()
        }}
        onText={take}
      />
      {error && <Problem key={`${check.submittedAt} ${apply.submittedAt}`} error={error} isAnswer />}
      {apply.data ? (
        <p className="box done" role="status">
          {say(words.done, { count: apply.data.added })}
        </p>
      ) : (
        check.data && (
          <Found found={check.data} isBusy={apply.isPending} onApply={() => apply.mutate({ divisionCode, text, apply: true })} />
        )
      )}
      <div className="buttons">
        <Button onPress={onBack}>{say(words.close)}</Button>
      </div>
    </div>
  )
}

type FoundProps = { found: NonNullable<ReturnType<typeof useSend<typeof importExperts>>['data']>; isBusy: boolean; onApply: () => void }

function Found({ found, isBusy, onApply }: FoundProps) {
  const say = useSay()
  return (
    <>
      <p role="status">{say(words.summary, { all: found.rows.length, ready: found.ready })}</p>
      <table className="table to-list">
        <TableHead columns={[words.row, words.who, words.finding]} />
        <tbody>
          {found.rows.map(({ row, who, reasons }) => (
            <tr key={row}>
              <td data-label={say(words.row)}>{row}</td>
              <th scope="row" className="main">
                {who}
              </th>
              <td data-label={say(words.finding)}>
                {reasons.length === 0 ? (
                  <span className="tag good">{say(words.ready)}</span>
                ) : (
                  reasons.map(({ code, text }) => (
                    <p key={code} className="overdue">
                      {say(text)}
                    </p>
                  ))
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="buttons">
        <Button kind="primary" isBusy={isBusy} reason={found.ready === 0 ? say(words.nothing) : undefined} onPress={onApply}>
          {say(words.apply, { count: found.ready })}
        </Button>
      </div>
    </>
  )
}
