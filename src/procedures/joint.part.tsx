// A joint review at an officer's desk: the rule, and what each department has said.
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import type { CaseShown } from './caseshown.contract.ts'
import { jointWords as words } from './joint.words.ts'

export function JointReview({ of: { joint } }: { of: CaseShown }) {
  const say = useSay()
  if (!joint) return null
  const waiting = joint.signers.filter(({ agrees }) => agrees === null).length
  return (
    <section>
      <h2>{say(words.title)}</h2>
      <p className="why">{say(words[`rule_${joint.rule}`])}</p>
      <table className="table to-list">
        <TableHead columns={[words.department, words.opinion]} />
        <tbody>
          {joint.signers.map(({ code, title, agrees }) => (
            <tr key={code}>
              <th scope="row" className="main">
                {say(title)}
              </th>
              <td data-label={say(words.opinion)}>
                <span className={agrees === null ? 'tag' : agrees ? 'tag good' : 'tag bad'}>
                  {say(agrees === null ? words.waits : agrees ? words.agreed : words.disagreed)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">{say(words[`result_${joint.result}`], { count: waiting })}</p>
    </section>
  )
}
