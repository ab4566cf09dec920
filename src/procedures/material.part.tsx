// The materials of a case: what is asked for, what was given, by upload or on paper.
import { Button } from '../web/field.tsx'
import { bytes } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { fieldIdOf } from './form.part.tsx'
import { attachMaterial, listMaterials, type Materials, materialPurpose, removeMaterial } from './material.contract.ts'
import { materialPartWords as words } from './materialpart.words.ts'
import { mendedWords } from './mended.words.ts'
import { DocumentUpload } from './upload.part.tsx'

type Material = Materials['items'][number]
const accepted = '.pdf,.ofd,.png,.jpg,.jpeg,.xlsx,.docx,.csv'

type Props = {
  caseId: string
  problemOf?: (path: string) => string | undefined
  defectOf?: (path: string) => string | undefined
  /** What was given and is not named among the defects stands. */
  isMending?: boolean
}

/** The materials to be given, each with the way to give it. */
export function MaterialForm({ caseId, problemOf, defectOf, isMending = false }: Props) {
  const say = useSay()
  const reading = useRead(listMaterials, { id: caseId })
  return (
    <Read of={reading}>
      {({ items }) =>
        items.length === 0 ? (
          <NotAsked />
        ) : (
          <>
            <p className="hint">{say(words.rules)}</p>
            <ul className="materials">
              {items.map((material) => (
                <MaterialField
                  key={material.code}
                  caseId={caseId}
                  material={material}
                  problem={problemOf?.(`material.${material.code}`)}
                  defect={defectOf?.(`material.${material.code}`) ?? defectOf?.(material.code)}
                  isMending={isMending}
                />
              ))}
            </ul>
          </>
        )
      }
    </Read>
  )
}

/** Where a procedure asks for no materials, that is said instead of an empty list. */
export function NotAsked() {
  const say = useSay()
  return <p className="muted">{say(words.notAsked)}</p>
}

/** The materials as they were given, to be read. */
export function MaterialList({ caseId }: { caseId: string }) {
  const say = useSay()
  const reading = useRead(listMaterials, { id: caseId })
  return (
    <Read of={reading} rows={2}>
      {({ items }) =>
        items.length === 0 ? (
          <NotAsked />
        ) : (
          <ul className="materials">
            {items.map((material) => (
              <li key={material.code}>
                <h3>{say(material.title)}</h3>
                {material.items.length === 0 ? <p className="muted">{say(words.none)}</p> : <Given material={material} />}
              </li>
            ))}
          </ul>
        )
      }
    </Read>
  )
}

type FieldProps = { caseId: string; material: Material; problem: string | undefined; defect: string | undefined; isMending: boolean }

function MaterialField({ caseId, material, problem, defect, isMending }: FieldProps) {
  const say = useSay()
  const give = useSend(attachMaterial, { refresh: [listMaterials] })
  const isFirst = material.items.every((item) => item.document === null)
  const uploadWord = say(isFirst ? words.upload : words.another)
  if (isMending && material.items.length > 0 && !defect)
    return (
      <li className="material">
        <h3>{say(material.title)}</h3>
        <Given material={material} />
        <p className="note">{say(mendedWords.materialStands)}</p>
      </li>
    )
  return (
    <li className="material" data-path={`material.${material.code}`}>
      <h3>
        {say(material.title)}
        <span className="muted">{say(material.isRequired ? words.required : words.optional)}</span>
      </h3>
      <p className="muted">{say(words.from, { source: say(material.source) })}</p>
      <Given material={material} caseId={caseId} />
      <div className="material-ways">
        <DocumentUpload
          id={fieldIdOf(`material.${material.code}`)}
          label={`${uploadWord}：${say(material.title)}`}
          purpose={materialPurpose}
          accept={accepted}
          onReady={({ id }) => give.mutate({ id: caseId, code: material.code, attachmentId: id })}
        >
          {uploadWord}
        </DocumentUpload>
        <Paper caseId={caseId} material={material} />
      </div>
      {give.error && <Problem key={give.submittedAt} error={give.error} isAnswer />}
      {problem && (
        <p className="problem">
          <Icon name="cross" />
          {problem}
        </p>
      )}
      {defect && <p className="defect">{defect}</p>}
    </li>
  )
}

/** Paper instead of a file: ticked, it counts as given and is checked at the counter. */
function Paper({ caseId, material }: { caseId: string; material: Material }) {
  const say = useSay()
  const give = useSend(attachMaterial, { refresh: [listMaterials] })
  const remove = useSend(removeMaterial, { refresh: [listMaterials] })
  const paper = material.items.find((item) => item.document === null)
  const error = give.error ?? remove.error
  return (
    <div>
      <label className="check-line">
        <input
          type="checkbox"
          className="check"
          checked={paper !== undefined}
          disabled={give.isPending || remove.isPending}
          onChange={() => (paper ? remove.mutate({ id: caseId, materialId: paper.id }) : give.mutate({ id: caseId, code: material.code }))}
        />
        <span>
          {say(words.paper)}
          <span className="unseen">（{say(material.title)}）</span>
        </span>
      </label>
      {error && <Problem error={error} isAnswer />}
    </div>
  )
}

function Given({ material, caseId }: { material: Material; caseId?: string }) {
  const shown = caseId ? material.items.filter((item) => item.document !== null) : material.items
  if (shown.length === 0) return null
  return (
    <ul className="given">
      {shown.map((item) => (
        <GivenItem key={item.id} item={item} {...(caseId ? { caseId } : {})} />
      ))}
    </ul>
  )
}

const checkTags = { given: 'tag', verified: 'tag good', doubtful: 'tag warn' } as const

function GivenItem({ item, caseId }: { item: Material['items'][number]; caseId?: string }) {
  const say = useSay()
  const remove = useSend(removeMaterial, { refresh: [listMaterials] })
  const { document } = item
  return (
    <li>
      <div>
        {document === null ? (
          say(words.onPaper)
        ) : document.link ? (
          <a href={document.link} target="_blank" rel="noreferrer">
            {document.fileName}
          </a>
        ) : (
          document.fileName
        )}
        {document && (
          <p className="note">
            {document.mediaType.split('/').at(-1)?.toUpperCase()} · {bytes(document.sizeBytes)} · {say(words[`state_${document.state}`])} ·{' '}
            {say(words.digest, { digest: document.digest.slice(0, 12) })}
          </p>
        )}
      </div>
      {caseId ? (
        <Button
          size="small"
          kind="quiet"
          label={say(words.removeLabel, { name: document?.fileName ?? say(words.onPaper) })}
          isBusy={remove.isPending}
          onPress={() => remove.mutate({ id: caseId, materialId: item.id })}
        >
          {say(words.remove)}
        </Button>
      ) : (
        <span className={checkTags[item.state]}>{say(words[`check_${item.state}`])}</span>
      )}
      {remove.error && <Problem error={remove.error} isAnswer />}
    </li>
  )
}
