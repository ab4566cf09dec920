// What a figure means: its definition in force, its assumption, how it is counted, and its other versions.
import type { Output } from '../kernel/contract.ts'
import type { Word } from '../kernel/word.ts'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import type { getFigure } from './figure.contract.ts'
import { figuresWords } from './figures.words.ts'
import type { FigureSearch } from './open.rules.ts'
import { openWords as words } from './open.words.ts'

type Props = { answer: Output<typeof getFigure>; search: FigureSearch; onAsk: (change: Partial<FigureSearch>) => void }

const kindWord = { computed: figuresWords.kindComputed, filed: figuresWords.kindFiled, quoted: figuresWords.kindQuoted } as const
const natureWord = { stock: figuresWords.natureStock, flow: figuresWords.natureFlow, ratio: figuresWords.natureRatio } as const

export function FigureDefinition({ answer, onAsk }: Props) {
  const say = useSay()
  const { figure, version } = answer
  const unit = say(figure.unit)
  const facts: [Word, string][] = [
    [words.kind, say(kindWord[figure.kind])],
    [words.nature, say(natureWord[figure.nature])],
    [
      words.precision,
      figure.precision === 0 ? say(words.precisionWhole, { unit }) : say(words.precisionOf, { unit, count: figure.precision }),
    ],
  ]
  return (
    <section className="section definition" aria-labelledby="definition-title">
      <div>
        <div className="section-head">
          <h2 id="definition-title">{say(words.whatIsIt)}</h2>
        </div>
        <p className="say">{say(version.definition)}</p>
        {version.assumption && (
          <p className="assumption">
            <b>{say(words.assumption)}</b> {say(version.assumption)}
          </p>
        )}
        <dl className="record">
          {facts.map(([word, text]) => (
            <div key={word.zh}>
              <dt>{say(word)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {figure.notes.map((note) => (
          <p key={note.zh} className="note">
            {say(note)}
          </p>
        ))}
      </div>
      <div>
        <div className="section-head">
          <h2>{say(words.version)}</h2>
        </div>
        <ol className="definition-versions">
          {figure.versions.map((one) => (
            <li key={one.id} aria-current={one.id === version.id || undefined}>
              <p>
                <b>{one.id}</b>{' '}
                <span className="muted">
                  {one.validFrom ? say(words.versionInForce, { from: one.validFrom }) : say(words.versionNever)}
                </span>
                {one.documentNo && <span className="muted"> {one.documentNo}</span>}
              </p>
              <p className="why">{say(one.definition)}</p>
              {one.id === version.id ? (
                <span className="tag good">{say(words.seenBy)}</span>
              ) : (
                <Button size="small" onPress={() => onAsk({ version: one.id })}>
                  {say(words.seeVersion)}
                </Button>
              )}
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}
