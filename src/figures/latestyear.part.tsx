// The latest year that has any figures, looked for from this year backwards: what an address without a year means.
import { shanghaiDay } from '../web/format.ts'
import { useRead } from '../web/query.tsx'
import { getFigure } from './figure.contract.ts'

const yearsBack = 6

/** The latest year with a recorded service; nothing while it is not known, the last year if there is none at all. */
export function useLatestYear(): number | undefined {
  const thisYear = Number(shanghaiDay(Date.now()).slice(0, 4))
  const first = useYear(thisYear)
  const second = useYear(thisYear - 1)
  const third = useYear(thisYear - 2)
  const fourth = useYear(thisYear - 3)
  const fifth = useYear(thisYear - 4)
  const sixth = useYear(thisYear - yearsBack + 1)
  const counts = [first, second, third, fourth, fifth, sixth]
  const at = counts.findIndex((count) => count === undefined || count > 0)
  if (at === -1) return thisYear - 1
  return counts[at] === undefined ? undefined : thisYear - at
}

function useYear(year: number): number | undefined {
  const { data, error } = useRead(getFigure, { name: 'shared_hours', year }, { staleTime: 300_000 })
  return error ? 0 : data && (data.rowCount ?? 0)
}
