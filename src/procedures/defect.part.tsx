// 一次性告知: the one list of defects, each by the field or the material it is about.
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import type { Filling } from './actform.part.tsx'
import { actingWords as words } from './acting.words.ts'
import { getProcedure } from './procedure.contract.ts'

const defectsMost = 50

export function DefectList({ of, draft, onChange, fieldId, problemOf }: Filling) {
  const say = useSay()
  const guide = useRead(getProcedure, { code: of.procedureCode }, { staleTime: 600_000 })
  const { defects } = draft
  const change = (key: number, part: { path?: string; text?: string }) =>
    onChange({ defects: defects.map((one) => (one.key === key ? { ...one, ...part } : one)) })
  const add = () => onChange({ defects: [...defects, { key: Math.max(...defects.map((one) => one.key)) + 1, path: '', text: '' }] })
  const places = [
    ...of.fields.map(({ key, title }) => ({ path: key, title: say(title) })),
    ...(guide.data?.materials ?? []).map(({ code, title }) => ({
      path: `material.${code}`,
      title: say(words.materialOf, { title: say(title) }),
    })),
  ]
  return (
    <>
      {defects.map((defect, at) => (
        <fieldset key={defect.key} className="defect-item">
          <legend className="unseen">{say(words.defect, { number: at + 1 })}</legend>
          <div className="defect-head">
            <b>{say(words.defect, { number: at + 1 })}</b>
            {defects.length > 1 && (
              <Button
                size="small"
                kind="quiet"
                label={say(words.dropDefect, { number: at + 1 })}
                onPress={() => onChange({ defects: defects.filter((one) => one !== defect) })}
              >
                {say(words.drop)}
              </Button>
            )}
          </div>
          <Field label={words.defectWhere} id={fieldId(`where-${defect.key}`)} {...problemOf(`where-${defect.key}`)}>
            {(control) => (
              <select {...control} value={defect.path} onChange={(event) => change(defect.key, { path: event.target.value })}>
                <option value="">{say(words.choose)}</option>
                {places.map(({ path, title }) => (
                  <option key={path} value={path}>
                    {title}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={words.defectWhat} id={fieldId(`what-${defect.key}`)} {...problemOf(`what-${defect.key}`)}>
            {(control) => (
              <textarea
                {...control}
                rows={2}
                maxLength={500}
                value={defect.text}
                onChange={(event) => change(defect.key, { text: event.target.value })}
              />
            )}
          </Field>
        </fieldset>
      ))}
      {defects.length < defectsMost && (
        <div>
          <Button size="small" onPress={add}>
            {say(words.addDefect)}
          </Button>
        </div>
      )}
    </>
  )
}
