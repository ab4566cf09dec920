// The levels of an instrument as a form: names, how long each lasts, and which is needed to book.
import { type FormEvent, useState } from 'react'
import { useNoRight } from '../catalogue/right.part.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { type Say, useLanguage, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { certificateWords } from './certificate.words.ts'
import { areCertificatesRight, CertificateFields, type TypedCertificate } from './certificatefields.part.tsx'
import { keeperWords } from './keeper.words.ts'
import { type Level, listQualificationLevels, listQualifications, setQualificationLevels } from './qualification.contract.ts'
import { qualificationWords as words } from './qualification.words.ts'

const levelsMost = 9
const textNames = ['nameZh', 'nameEn', 'monthsValid', 'monthsUnused'] as const
type TextName = (typeof textNames)[number]
type TypedLevel = Record<TextName, string> & { key: string; id?: string; certificates: TypedCertificate[] }

const typedOf = ({ id, nameZh, nameEn, monthsValid, monthsUnused, certificates }: Level): TypedLevel => ({
  certificates: certificates.map((one) => ({ key: one.nameZh, ...one })),
  ...{ key: id, id, nameZh, nameEn, monthsValid: String(monthsValid ?? ''), monthsUnused: String(monthsUnused ?? '') },
})
const blank = (): TypedLevel => ({ key: crypto.randomUUID(), nameZh: '', nameEn: '', monthsValid: '', monthsUnused: '', certificates: [] })
const fieldIdOf = (name: TextName, at: number) => `level-${at}-${name}`
const certificateIdOf = (at: number) => `level-${at}-certificate`
const isMonths = (text: string) => text.trim() === '' || (/^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 120)
const monthsOf = (text: string) => (text.trim() === '' ? null : Number(text))

const sentOf = (one: TypedLevel) => ({
  ...(one.id ? { id: one.id } : {}),
  ...{ nameZh: one.nameZh, nameEn: one.nameEn, monthsValid: monthsOf(one.monthsValid), monthsUnused: monthsOf(one.monthsUnused) },
  certificates: one.certificates.map(({ nameZh, nameEn }) => ({ nameZh, nameEn })),
})

function mistakesOf(levels: readonly TypedLevel[], say: Say): Mistake[] {
  const all = levels.flatMap(({ nameZh, nameEn }) => [...new Set([nameZh.trim(), nameEn.trim()])])
  const isTwice = (text: string) => all.filter((one) => one === text.trim()).length > 1
  return levels.flatMap((level, at) => [
    ...(areCertificatesRight(level.certificates) ? [] : [{ fieldId: certificateIdOf(at), sentence: say(certificateWords.nameMissing) }]),
    ...textNames.flatMap((name) => {
      const fieldId = fieldIdOf(name, at)
      if (name === 'monthsValid' || name === 'monthsUnused')
        return isMonths(level[name]) ? [] : [{ fieldId, sentence: say(words.monthsWrong) }]
      return level[name].trim() === '' || isTwice(level[name]) ? [{ fieldId, sentence: say(words.nameMissing) }] : []
    }),
  ])
}

type Props = { id: string; institutionId: string; before: readonly Level[] }

export function LevelForm({ id, institutionId, before }: Props) {
  const say = useSay()
  const [levels, setLevels] = useState(() => before.map(typedOf))
  const [needed, setNeeded] = useState(before.find(({ isNeeded }) => isNeeded)?.id ?? '')
  const [attempt, setAttempt] = useState(0)
  const noRight = useNoRight('booking.maintain', institutionId, keeperWords.right)
  const send = useSend(setQualificationLevels, {
    refresh: [listQualificationLevels, listQualifications],
    onDone: ({ items }) => {
      setLevels(items.map(typedOf))
      setNeeded(items.find(({ isNeeded }) => isNeeded)?.id ?? '')
    },
  })
  const mistakes = mistakesOf(levels, say)
  const shown = attempt > 0 ? mistakes : []
  const was = JSON.stringify([before.map(typedOf), before.find(({ isNeeded }) => isNeeded)?.id ?? ''])
  const isSame = JSON.stringify([levels, needed]) === was
  const isLess = before.some((level) => !levels.some((one) => one.id === level.id))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (mistakes.length > 0 || isSame || noRight) return
    const rank = levels.findIndex(({ key }) => key === needed) + 1
    send.mutate({ id, levels: levels.map(sentOf), neededRank: rank === 0 ? null : rank })
  }
  const set = (key: string, part: Partial<TypedLevel>) => setLevels(levels.map((one) => (one.key === key ? { ...one, ...part } : one)))
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <h2>{say(words.levels)}</h2>
      <p className="why">{say(words.levelsLead)}</p>
      <ErrorSummary mistakes={shown} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {send.isSuccess && isSame && (
        <p className="box done" role="status">
          {say(words.saved)}
        </p>
      )}
      <fieldset disabled={noRight !== undefined}>
        {levels.map((level, at) => (
          <LevelFields
            key={level.key}
            level={level}
            at={at}
            mistakes={shown}
            onChange={(part) => set(level.key, part)}
            onRemove={() => setLevels(levels.filter((one) => one !== level))}
          />
        ))}
        {levels.length < levelsMost && (
          <div className="buttons">
            <Button size="small" onPress={() => setLevels([...levels, blank()])}>
              {say(words.addLevel)}
            </Button>
          </div>
        )}
        {levels.length > 0 && <NeededField levels={levels} value={needed} onChoose={setNeeded} />}
      </fieldset>
      {isLess && <p className="why">{say(words.removedWarning)}</p>}
      <div className="buttons save-bar">
        <Button type="submit" kind="primary" isBusy={send.isPending} reason={noRight ?? (isSame ? say(words.nothingChanged) : undefined)}>
          {say(words.save)}
        </Button>
      </div>
    </form>
  )
}

type LevelProps = {
  level: TypedLevel
  at: number
  mistakes: readonly Mistake[]
  onChange: (part: Partial<TypedLevel>) => void
  onRemove: () => void
}

function LevelFields({ level, at, mistakes, onChange, onRemove }: LevelProps) {
  const say = useSay()
  return (
    <fieldset className="keep-part">
      <legend>{say(words.levelOf, { rank: at + 1 })}</legend>
      <div className="keep-line">
        {textNames.map((name) => {
          const problem = mistakes.find(({ fieldId }) => fieldId === fieldIdOf(name, at))?.sentence
          const isMonth = name === 'monthsValid' || name === 'monthsUnused'
          return (
            <Field
              key={name}
              label={words[name]}
              id={fieldIdOf(name, at)}
              {...(problem ? { problem } : {})}
              {...(isMonth ? { hint: say(words.monthsHint) } : {})}
            >
              {(control) => (
                <span className={isMonth ? 'with-unit' : undefined}>
                  <input
                    {...control}
                    {...(isMonth ? { inputMode: 'numeric' as const, maxLength: 3 } : { maxLength: 40 })}
                    value={level[name]}
                    onChange={(event) => onChange({ [name]: event.target.value })}
                  />
                  {isMonth && <span>{say(words.months)}</span>}
                </span>
              )}
            </Field>
          )
        })}
      </div>
      <CertificateFields
        rank={at + 1}
        id={certificateIdOf(at)}
        value={level.certificates}
        problem={mistakes.find(({ fieldId }) => fieldId === certificateIdOf(at))?.sentence}
        onChange={(certificates) => onChange({ certificates })}
      />
      <div className="buttons">
        <Button size="small" kind="danger" label={say(words.removeLevel, { rank: at + 1 })} onPress={onRemove}>
          {say(words.remove)}
        </Button>
      </div>
    </fieldset>
  )
}

type NeededProps = { levels: readonly TypedLevel[]; value: string; onChoose: (key: string) => void }

function NeededField({ levels, value, onChoose }: NeededProps) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <Field label={words.needed}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChoose(event.target.value)}>
          <option value="">{say(words.neededNone)}</option>
          {levels.map((one, at) => (
            <option key={one.key} value={one.key}>
              {(language === 'zh' ? one.nameZh : one.nameEn) || say(words.levelOf, { rank: at + 1 })}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
