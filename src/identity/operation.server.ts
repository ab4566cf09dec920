// The list of all operations, for the page that tells which role may do which.
import { handle, type Slice } from '../kernel/perform.ts'
import { listOperations } from './operation.contract.ts'

/** The slice after all others: it tells what they can do, and itself. */
export function operationsSlice(slices: readonly Slice[]): Slice {
  const contracts = [...slices.flatMap((slice) => slice.handlers.map((handler) => handler.contract)), listOperations]
  const items = contracts.map(({ name, title, permission }) => ({ name, titleZh: title.zh, titleEn: title.en, permission }))
  return { handlers: [handle(listOperations, async () => ({ items }))] }
}
