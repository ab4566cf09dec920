// The materials of a case at an officer's desk: what was given, opened, and found in order or doubtful.
import { Button } from '../web/field.tsx'
import { bytes, moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { deskPageWords as words } from './deskpage.words.ts'
import { listMaterials, type Materials, verifyMaterial } from './material.contract.ts'
import { materialPartWords } from './materialpart.words.ts'

const toneOf = { given: 'warn', verified: 'good', doubtful: 'bad' } as const

type Props = { caseId: string; mayVerify: boolean }
type Material = Materials['items'][number]

export function MaterialDesk({ caseId, mayVerify }: Props) {
  const say = useSay()
  const reading = useRead(listMaterials, { id: caseId }, { staleTime: 0 })
  return (
    <section>
      <h2>{say(words.materials)}</h2>
      <Read of={reading} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{say(materialPartWords.notAsked)}</p>
          ) : (
            <ul className="condition-list">
              {items.map((material) => (
                <MaterialRow key={material.code} material={material} caseId={caseId} mayVerify={mayVerify} />
              ))}
            </ul>
          )
        }
      </Read>
    </section>
  )
}

function MaterialRow({ material, caseId, mayVerify }: Props & { material: Material }) {
  const say = useSay()
  return (
    <>
      {material.items.length === 0 && (
        <li>
          <span className={material.isRequired ? 'tag bad' : 'tag'}>
            {say(material.isRequired ? words.materialNone : words.materialOptional)}
          </span>
          <Named material={material} />
        </li>
      )}
      {material.items.map((item) => (
        <li key={item.id}>
          <span className={`tag ${toneOf[item.state]}`}>{say(words[`material_${item.state}`])}</span>
          <div>
            <Named material={material} />
            <p>
              {item.document === null ? (
                say(words.paper)
              ) : item.document.link === null ? (
                item.document.fileName
              ) : (
                <a href={item.document.link} target="_blank" rel="noreferrer">
                  {item.document.fileName}
                </a>
              )}{' '}
              <span className="muted">
                {item.document && bytes(item.document.sizeBytes)} {moment(item.recordedAt)}
              </span>
            </p>
            {mayVerify && <Verify caseId={caseId} materialId={item.id} state={item.state} title={say(material.title)} />}
          </div>
        </li>
      ))}
    </>
  )
}

function Named({ material }: { material: Material }) {
  const say = useSay()
  return (
    <p>
      {say(material.title)} <span className="muted">{say(material.source)}</span>
    </p>
  )
}

type VerifyProps = { caseId: string; materialId: string; state: Material['items'][number]['state']; title: string }

function Verify({ caseId, materialId, state, title }: VerifyProps) {
  const say = useSay()
  const send = useSend(verifyMaterial, { refresh: [listMaterials] })
  const press = (isGood: boolean) => send.mutate({ id: caseId, materialId, isGood })
  return (
    <div className="buttons">
      {state !== 'verified' && (
        <Button size="small" label={say(words.verifyNamed, { title })} isBusy={send.isPending} onPress={() => press(true)}>
          {say(words.verify)}
        </Button>
      )}
      {state !== 'doubtful' && (
        <Button size="small" label={say(words.doubtNamed, { title })} isBusy={send.isPending} onPress={() => press(false)}>
          {say(words.doubt)}
        </Button>
      )}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </div>
  )
}
