// Which certificates a level asks for, as fields of its form.
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { commonCertificates, certificateWords as words } from './certificate.words.ts'

export type TypedCertificate = { key: string; nameZh: string; nameEn: string }
const most = 6

export const blankCertificate = (): TypedCertificate => ({ key: crypto.randomUUID(), nameZh: '', nameEn: '' })

/** Whether each has both names, and each its own. */
export function areCertificatesRight(all: readonly TypedCertificate[]): boolean {
  const names = all.map(({ nameZh }) => nameZh.trim())
  return all.every(({ nameZh, nameEn }) => nameZh.trim() !== '' && nameEn.trim() !== '') && new Set(names).size === names.length
}

type Props = {
  rank: number
  id: string
  value: readonly TypedCertificate[]
  problem: string | undefined
  onChange: (all: TypedCertificate[]) => void
}

export function CertificateFields({ rank, id, value, problem, onChange }: Props) {
  const say = useSay()
  const set = (key: string, part: Partial<TypedCertificate>) => onChange(value.map((one) => (one.key === key ? { ...one, ...part } : one)))
  // A common name brings its English one along.
  const setZh = (key: string, nameZh: string) => {
    const common = commonCertificates.find((one) => one.nameZh === nameZh)
    set(key, { nameZh, ...(common ? { nameEn: common.nameEn } : {}) })
  }
  return (
    <div className="certificate-fields">
      {value.length > 0 && <p className="why">{say(words.asked)}</p>}
      <datalist id={`${id}-common`}>
        {commonCertificates.map(({ nameZh }) => (
          <option key={nameZh} value={nameZh} />
        ))}
      </datalist>
      {value.map((one, at) => (
        <div className="keep-line" key={one.key}>
          <Field label={words.nameZh} id={at === 0 ? id : `${id}-${at}`} {...(problem && at === 0 ? { problem } : {})}>
            {(control) => (
              <input
                {...control}
                list={`${id}-common`}
                maxLength={40}
                value={one.nameZh}
                onChange={(event) => setZh(one.key, event.target.value)}
              />
            )}
          </Field>
          <Field label={words.nameEn}>
            {(control) => (
              <input {...control} maxLength={40} value={one.nameEn} onChange={(event) => set(one.key, { nameEn: event.target.value })} />
            )}
          </Field>
          <div className="buttons">
            <Button
              size="small"
              kind="danger"
              label={say(words.removeNamed, { name: one.nameZh })}
              onPress={() => onChange(value.filter((each) => each !== one))}
            >
              {say(words.remove)}
            </Button>
          </div>
        </div>
      ))}
      {value.length < most && (
        <div className="buttons">
          <Button size="small" label={say(words.addNamed, { rank })} onPress={() => onChange([...value, blankCertificate()])}>
            {say(words.add)}
          </Button>
        </div>
      )}
    </div>
  )
}
