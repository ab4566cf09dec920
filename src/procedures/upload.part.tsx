// Uploading one document: chosen, sent, scanned where a scanner is set up, and handed on once it may be used.
import { useEffect, useRef, useState } from 'react'
import { type Attachment, getMyAttachment, uploadAttachment } from '../kernel/attachments/attachments.contract.ts'
import { FilePicker } from '../web/filepicker.tsx'
import { useSay } from '../web/language.tsx'
import { type CallError, useRead } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { uploadBy } from '../web/upload.ts'
import { materialPartWords as words } from './materialpart.words.ts'

/** Asks after a document until it is scanned, then hands it on. */
function Scanning({ attachment, onReady }: { attachment: Attachment; onReady: (attachment: Attachment) => void }) {
  const say = useSay()
  const { data } = useRead(getMyAttachment, { id: attachment.id }, { refetchInterval: 2000 })
  const ready = useRef(onReady)
  ready.current = onReady
  useEffect(() => {
    if (data && data.state !== 'waiting') ready.current(data)
  }, [data])
  return (
    <p className="why" role="status">
      {attachment.fileName}：{say(words.waiting)}
    </p>
  )
}

type UploadProps = {
  /** The words on the button, and its full name. */
  children: string
  label: string
  purpose: string
  accept: string
  /** Told the document once it is scanned; one that did not pass is told too, and refused by what takes it. */
  onReady: (attachment: Attachment) => void
  id?: string
}

export function DocumentUpload({ children, label, purpose, accept, onReady, id }: UploadProps) {
  const say = useSay()
  const [percent, setPercent] = useState<number>()
  const [error, setError] = useState<CallError>()
  const [waiting, setWaiting] = useState<Attachment>()
  const take = (attachment: Attachment) => {
    if (attachment.state === 'waiting') return setWaiting(attachment)
    setWaiting(undefined)
    onReady(attachment)
  }
  const send = async (file: File) => {
    setError(undefined)
    setPercent(0)
    const told = (sent: number, total: number) => setPercent(Math.floor((sent * 100) / Math.max(total, 1)))
    try {
      take(await uploadBy(uploadAttachment, { fileName: file.name, purpose }, file, told))
    } catch (failed) {
      setError(failed as CallError)
    }
    setPercent(undefined)
  }
  return (
    <div>
      {waiting && <Scanning attachment={waiting} onReady={take} />}
      <FilePicker
        size="small"
        label={label}
        accept={accept}
        isBusy={percent !== undefined}
        onFile={(file) => void send(file)}
        {...(id === undefined ? {} : { id })}
      >
        {percent === undefined ? children : say(words.uploading, { percent })}
      </FilePicker>
      {error && <Problem error={error} isAnswer />}
    </div>
  )
}
