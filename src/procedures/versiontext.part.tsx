// The words of a version that differ from its declaration: chosen from a list, written in both languages, or put back.
import type { Output } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import type { draftVersion } from './version.contract.ts'
import { versionPageWords as words } from './versionpage.words.ts'

export type SaidTexts = Readonly<Record<string, { zh: string; en: string }>>
type Draft = Output<typeof draftVersion>
type Props = { draft: Draft; texts: SaidTexts; onChange: (texts: SaidTexts) => void }

const parts = ['summary', 'form', 'conditions', 'materials', 'stages', 'outcome'] as const

export function VersionTexts({ draft, texts, onChange }: Props) {
  const say = useSay()
  const chosen = draft.texts.filter(({ path }) => texts[path])
  return (
    <section aria-labelledby="version-texts">
      <h3 id="version-texts">{say(words.texts)}</h3>
      <p className="why">{say(words.textsWhy)}</p>
      {chosen.map(({ path, declared }) => (
        <OneText
          key={path}
          declared={declared}
          said={texts[path]!}
          onSay={(said) => onChange({ ...texts, [path]: said })}
          onBack={() => onChange(Object.fromEntries(Object.entries(texts).filter(([one]) => one !== path)))}
        />
      ))}
      <Field label={words.textAdd}>
        {(control) => (
          <select
            {...control}
            value=""
            onChange={(event) => {
              const found = draft.texts.find(({ path }) => path === event.target.value)
              if (found) onChange({ ...texts, [found.path]: found.declared })
            }}
          >
            <option value="" />
            {parts.map((part) => (
              <optgroup key={part} label={say(words[`part_${part}`])}>
                {draft.texts
                  .filter(({ path }) => path.split('.')[0] === part && !texts[path])
                  .map(({ path, declared }) => (
                    <option key={path} value={path}>
                      {say(declared).slice(0, 60)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
    </section>
  )
}

type OneProps = {
  declared: { zh: string; en: string }
  said: { zh: string; en: string }
  onSay: (said: { zh: string; en: string }) => void
  onBack: () => void
}

function OneText({ declared, said, onSay, onBack }: OneProps) {
  const say = useSay()
  return (
    <fieldset className="said-text">
      <legend>{say(words.declaredAs, { text: say(declared) })}</legend>
      <Field label={words.inChinese}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={2000}
            value={said.zh}
            onChange={(event) => onSay({ ...said, zh: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.inEnglish}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={2000}
            value={said.en}
            onChange={(event) => onSay({ ...said, en: event.target.value })}
          />
        )}
      </Field>
      <Button size="small" label={say(words.textBackNamed, { text: say(declared).slice(0, 40) })} onPress={onBack}>
        {say(words.textBack)}
      </Button>
    </fieldset>
  )
}
