// Rows of a table that are chosen one by one, or all that are listed.
type Ids = ReadonlySet<string>

/** Both or neither: a table whose rows are chosen, and one whose rows are only read. */
export type Choosing = { chosen?: Ids; onChoose?: (chosen: Ids) => void }

type AllProps = { ids: readonly string[]; chosen: Ids; label: string; onChoose: (chosen: Ids) => void }

/** The cell above the boxes: all that can be chosen, or none. */
export function ChooseAll({ ids, chosen, label, onChoose }: AllProps) {
  const isAll = ids.length > 0 && ids.every((id) => chosen.has(id))
  return (
    <td className="pick">
      <input type="checkbox" className="check" aria-label={label} checked={isAll} onChange={() => onChoose(new Set(isAll ? [] : ids))} />
    </td>
  )
}

type OneProps = { id: string; chosen: Ids; label: string; onChoose: (chosen: Ids) => void }

/** The box of one row. */
export function ChooseOne({ id, chosen, label, onChoose }: OneProps) {
  const toggle = () => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  return <input type="checkbox" className="check" aria-label={label} checked={chosen.has(id)} onChange={toggle} />
}
