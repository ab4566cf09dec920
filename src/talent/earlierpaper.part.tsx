// The documents behind what came in: which are named, which have their file, and the way to give one; and what a person was given before.

import type { Output } from '../kernel/contract.ts'
import { DocumentUpload } from '../procedures/upload.part.tsx'
import { yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { listEarlierGrants } from './earlier.contract.ts'
import { earlierWords } from './earlier.words.ts'
import { earlierPaperPurpose, giveEarlierPaper, listEarlierPapers, listMyEarlierGrants } from './earlierpaper.contract.ts'
import { earlierPaperWords as words } from './earlierpaper.words.ts'
import { earlierRevisionWords } from './earlierrevision.words.ts'

type Paper = Output<typeof listEarlierPapers>['items'][number]
type File = NonNullable<Paper['file']>

/** A link to the file; one that waits for its scan is only named. */
export function PaperLink({ file, label, children }: { file: File; label: string; children: string }) {
  return file.link === null ? (
    children
  ) : (
    <a href={file.link} target="_blank" rel="noreferrer" aria-label={label}>
      {children}
    </a>
  )
}

export function Papers() {
  const say = useSay()
  const reading = useRead(listEarlierPapers, {}, { staleTime: 0 })
  return (
    <section aria-labelledby="papers-title">
      <h2 className="part-title" id="papers-title">
        {say(words.title)}
      </h2>
      <Read of={reading} rows={2}>
        {({ items, named, missing }) =>
          named === 0 ? (
            <Empty title={words.noneTitle} why={words.noneWhy} />
          ) : (
            <>
              <p role="status">{say(words.counts, { named, missing })}</p>
              <p className="note">{say(words.rules)}</p>
              <table className="table to-list">
                <TableHead columns={[words.document, { num: words.rows }, words.file]} />
                <tbody>
                  {items.map((paper) => (
                    <PaperRow key={`${paper.documentOn} ${paper.documentNo}`} paper={paper} />
                  ))}
                </tbody>
              </table>
            </>
          )
        }
      </Read>
    </section>
  )
}

function PaperRow({ paper }: { paper: Paper }) {
  const say = useSay()
  const give = useSend(giveEarlierPaper, { refresh: [listEarlierPapers, listEarlierGrants] })
  const { documentNo, documentOn, rows, file } = paper
  return (
    <tr>
      <th scope="row" className="main">
        {documentNo}
        <p className="note">{documentOn}</p>
      </th>
      <td className="num" data-label={say(words.rows)}>
        {rows}
      </td>
      <td data-label={say(words.file)}>
        {file === null ? (
          <p className="overdue">{say(words.none)}</p>
        ) : (
          <p>
            <PaperLink file={file} label={say(words.openNamed, { documentNo })}>
              {file.fileName}
            </PaperLink>
          </p>
        )}
        <DocumentUpload
          label={say(words.uploadFor, { documentNo })}
          purpose={earlierPaperPurpose}
          accept=".pdf,.ofd,.png,.jpg,.jpeg"
          onReady={({ id }) => give.mutate({ documentNo, documentOn, attachmentId: id })}
        >
          {say(file === null ? words.upload : words.another)}
        </DocumentUpload>
        {give.error && <Problem key={give.submittedAt} error={give.error} isAnswer />}
      </td>
    </tr>
  )
}

/** What the reader was given before this platform, each with its document; nothing where there is none. */
export function MyEarlier() {
  const say = useSay()
  const { data } = useRead(listMyEarlierGrants, {})
  if (!data || data.items.length === 0) return null
  return (
    <section className="card-earlier" aria-labelledby="card-earlier">
      <h2 id="card-earlier">{say(words.mineTitle)}</h2>
      <ul className="plain">
        {data.items.map(({ id, kind, level, fen, grantNo, firstOn, lastOn, documentNo, documentOn, state, reason, file }) => (
          <li key={id}>
            <b>{say(earlierWords[kind])}</b>{' '}
            {[level && say(earlierWords.ofClass, { class: level }), fen !== null && say(earlierWords.yuan, { yuan: yuan(fen) }), grantNo]
              .filter(Boolean)
              .join('　')}{' '}
            {state !== 'standing' && <span className="tag bad">{say(earlierRevisionWords[`state_${state}`])}</span>}
            <p className="note">
              {firstOn}
              {lastOn !== null && ` – ${lastOn}`}　{say(words.by, { documentNo, documentOn })}　
              {file && (
                <PaperLink file={file} label={say(words.openNamed, { documentNo })}>
                  {say(words.open)}
                </PaperLink>
              )}
            </p>
            {reason !== '' && <p className="note">{say(earlierRevisionWords.because, { reason })}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
