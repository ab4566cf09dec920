// Beside a cell: the files that prove it, who verified it, and both to be done by whoever may.
import { DocumentUpload } from '../procedures/upload.part.tsx'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { type CountyReturn, getReturn, listReturns } from './return.contract.ts'
import { addReturnEvidence, evidencePurpose, removeReturnEvidence, verifyReturnCells } from './returnevidence.contract.ts'
import { returnEvidenceWords as words } from './returnevidence.words.ts'

type Props = { id: string; of: CountyReturn['cells'][number]; mayFill: boolean }
const refresh = [getReturn, listReturns]

export function ReturnEvidence(props: Props) {
  const { of, mayFill } = props
  if (of.cell?.origin === 'computed' || of.indicator.isOptional) return null
  if (!mayFill && of.evidence.length === 0 && !of.verified && of.verifyProblems.length > 0) return null
  return (
    <div className="return-proof">
      <Files {...props} />
      <Verified {...props} />
    </div>
  )
}

function Files({ id, of: { indicator, evidence }, mayFill }: Props) {
  const say = useSay()
  const add = useSend(addReturnEvidence, { refresh })
  const remove = useSend(removeReturnEvidence, { refresh })
  const error = add.error ?? remove.error
  return (
    <>
      {evidence.map(({ id: evidenceId, file }) => (
        <span key={evidenceId} className="return-file">
          {file.link ? <a href={file.link}>{file.fileName}</a> : file.fileName}
          {mayFill && (
            <Button
              size="small"
              label={say(words.removeOne, { file: file.fileName })}
              isBusy={remove.isPending}
              onPress={() => remove.mutate({ id, evidenceId })}
            >
              {say(words.remove)}
            </Button>
          )}
        </span>
      ))}
      {mayFill && (
        <DocumentUpload
          label={say(words.addTo, { title: say(indicator.title) })}
          purpose={evidencePurpose}
          accept=".pdf,.jpg,.jpeg,.png,.xlsx"
          onReady={({ id: attachmentId }) => add.mutate({ id, codes: [indicator.code], attachmentId })}
        >
          {say(words.add)}
        </DocumentUpload>
      )}
      {error && <Problem key={`${add.submittedAt} ${remove.submittedAt}`} error={error} isAnswer />}
    </>
  )
}

function Verified({ id, of: { indicator, cell, verified, verifyProblems } }: Props) {
  const say = useSay()
  const send = useSend(verifyReturnCells, { refresh })
  if (verified) return <span className="tag good">{say(words.verified, { by: verified.by, at: moment(verified.at) })}</span>
  if (!cell || verifyProblems.length > 0) return null
  return (
    <>
      <Button
        size="small"
        label={say(words.verifyOne, { title: say(indicator.title) })}
        isBusy={send.isPending}
        onPress={() => send.mutate({ id, cellIds: [cell.id] })}
      >
        {say(words.verify)}
      </Button>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </>
  )
}
