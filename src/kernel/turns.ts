// Long work in one process that also answers requests: it lets others have their turn, and sends what is ready while it goes on.
import { setImmediate as othersTurn } from 'node:timers/promises'

const itemsATurn = 200

/** Like `map`, but the process answers others after every 200 items, and what was asked of the database before is on its way meanwhile. */
export async function mapInTurns<T, R>(items: readonly T[], each: (item: T, at: number) => R): Promise<R[]> {
  const made: R[] = []
  await othersTurn()
  for (const [at, item] of items.entries()) {
    made.push(each(item, at))
    if (at % itemsATurn === itemsATurn - 1) await othersTurn()
  }
  return made
}

/** What is under way while the caller prepares what comes next; a failure is told by `done`, and before it is not an unhandled one. */
export class Underway {
  readonly #sent: Promise<unknown>[] = []

  add(work: Promise<unknown>): void {
    work.catch(() => {})
    this.#sent.push(work)
  }

  /** Waits for all of it. @throws what failed first */
  async done(): Promise<void> {
    await Promise.all(this.#sent)
  }
}

/** Work that waits for other work of the same name in this process, in the order in which it came; what fails holds nobody up. */
export function turns() {
  const last = new Map<string, Promise<unknown>>()
  return async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = last.get(name) ?? Promise.resolve()
    const mine = before.then(work, work)
    last.set(name, mine)
    try {
      return await mine
    } finally {
      if (last.get(name) === mine) last.delete(name)
    }
  }
}
