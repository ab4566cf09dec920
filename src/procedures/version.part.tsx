// The versions of one procedure, and a new one: its numbers typed, tried on last year's cases, and published from a day on.
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { directingWords as words } from './directing.words.ts'
import { getProcedure } from './procedure.contract.ts'
import { draftVersion, listVersions, type publishVersion } from './version.contract.ts'
import { VersionForm } from './versionform.part.tsx'
import { versionPageWords } from './versionpage.words.ts'

export function Versions({ code }: { code: string }) {
  const say = useSay()
  const versions = useRead(listVersions, { code })
  const guide = useRead(getProcedure, { code })
  const [isDrafting, setIsDrafting] = useState(false)
  const draft = useRead(draftVersion, { code }, { enabled: isDrafting })
  const [done, setDone] = useState<Output<typeof publishVersion>>()
  return (
    <>
      <Read of={versions} rows={2}>
        {({ items }) => (
          <table className="table to-list">
            <TableHead columns={[words.version, words.validFrom, words.documentNo, versionPageWords.triedColumn, words.note]} />
            <tbody>
              {items.map((one) => (
                <tr key={one.number}>
                  <th scope="row" className="main">
                    {say(words.versionLine, { number: one.number })}
                  </th>
                  <td data-label={say(words.validFrom)}>{one.validFrom}</td>
                  <td data-label={say(words.documentNo)}>{one.documentNo}</td>
                  <td data-label={say(versionPageWords.triedColumn)}>
                    {one.tried ? say(versionPageWords.triedLine, one.tried) : say(versionPageWords.notTried)}
                  </td>
                  <td data-label={say(words.note)}>
                    {one.note} {(one.texts > 0 || one.items > 0) && <span className="why">{say(versionPageWords.changes, one)}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Read>
      {done && !isDrafting && (
        <p className="box done" role="status">
          {say(words.published, { number: done.number, validFrom: done.validFrom })}
        </p>
      )}
      {isDrafting && guide.data && draft.data ? (
        <VersionForm
          guide={guide.data}
          draft={draft.data}
          onDone={(version) => {
            setDone(version)
            setIsDrafting(false)
          }}
          onBack={() => setIsDrafting(false)}
        />
      ) : (
        <div className="buttons next-version">
          <Button onPress={() => setIsDrafting(true)}>{say(words.next)}</Button>
        </div>
      )}
    </>
  )
}
