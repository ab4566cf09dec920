// All figures with their definitions, by their nature: at a day, over a period, ratios.
import '../web/styles/figure.css'
import { Link } from '@tanstack/react-router'
import type { Word } from '../kernel/word.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { type Figure, listFigures } from './figure.contract.ts'
import { openWords as words } from './open.words.ts'

export function FigureListPage() {
  const say = useSay()
  useTitle(say(words.listTitle))
  const reading = useRead(listFigures, {})
  return (
    <Main>
      <h1 className="page-title">{say(words.listTitle)}</h1>
      <p className="muted">{say(words.listLead)}</p>
      <p>
        <Link to="/rounds">{say(webWords.indices)}</Link>
      </p>
      <Read of={reading} rows={8}>
        {(data) => (
          <>
            <Group title={words.stocks} figures={data.items.filter((figure) => figure.nature === 'stock')} />
            <Group title={words.flows} figures={data.items.filter((figure) => figure.nature === 'flow')} />
            <Group title={words.ratios} figures={data.items.filter((figure) => figure.nature === 'ratio')} />
          </>
        )}
      </Read>
    </Main>
  )
}

function Group({ title, figures }: { title: Word; figures: readonly Figure[] }) {
  const say = useSay()
  if (figures.length === 0) return null
  return (
    <section className="section">
      <div className="section-head">
        <h2>{say(title)}</h2>
      </div>
      <dl className="figure-list">
        {figures.map((figure) => {
          const version = figure.versions.find((one) => one.validFrom !== null) ?? figure.versions[0]
          return (
            <div key={figure.name}>
              <dt>
                <Link to="/figures/$name" params={{ name: figure.name }}>
                  {say(figure.title)}
                </Link>
                <span className="unit">{say(figure.unit)}</span>
              </dt>
              <dd>{version && say(version.definition)}</dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
