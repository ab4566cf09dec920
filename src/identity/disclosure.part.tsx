// Who looked at the reader's data, and when.
import { moment } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn } from '../web/query.tsx'
import { dataWords as words } from './data.words.ts'
import { type Disclosure, listMyDisclosures } from './personal.contract.ts'
import { personalWords } from './personal.words.ts'

export function Disclosures() {
  const say = useSay()
  const reading = useReadOn(listMyDisclosures, {})
  return (
    <section className="box" aria-labelledby="own-seen">
      <h2 id="own-seen">{say(words.seen)}</h2>
      <ReadOn of={reading} empty={<p className="note">{say(words.seenEmpty)}</p>}>
        {(items: Disclosure[]) => (
          <table className="table to-list">
            <TableHead columns={[words.seenWho, words.seenWhat, words.seenWhy, words.seenWhen]} />
            <tbody>
              {items.map((item) => (
                <Row key={item.id} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </ReadOn>
    </section>
  )
}

function Row({ item }: { item: Disclosure }) {
  const say = useSay()
  const name = useName()
  const { language } = useLanguage()
  const organisation = item.organisationZh ? name({ nameZh: item.organisationZh, nameEn: item.organisationEn ?? '' }) : null
  const role = item.roleZh ? name({ nameZh: item.roleZh, nameEn: item.roleEn ?? '' }) : null
  const what = item.field ? say(words.seenWhole, { field: say(personalWords[`field_${item.field}`]) }) : say(words.seenList)
  return (
    <tr>
      <th scope="row" className="main">
        {[organisation, role].filter(Boolean).join(' ') || say(words.seenSomebody)}
      </th>
      <td data-label={say(words.seenWhat)}>{what}</td>
      <td data-label={say(words.seenWhy)}>
        {item.purpose ? [item.purpose[language], item.reason].filter(Boolean).join(language === 'zh' ? '：' : ': ') : '—'}
      </td>
      <td data-label={say(words.seenWhen)}>{moment(item.recordedAt)}</td>
    </tr>
  )
}
