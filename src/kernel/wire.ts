// Statements on one connection: what is asked for at once travels at once, and what is asked for often is prepared under a name.
import pg from 'pg'

/** `copy` is what a COPY … FROM STDIN reads, in PostgreSQL's text format. */
export type Statement = { text: string; values: readonly unknown[]; copy?: string | undefined }
export type Answer = { command: string; rowCount: number; rows: Record<string, unknown>[] }

type Field = { name: string; dataTypeID: number }
type Columns = { names: string[]; parsers: ((text: string) => unknown)[]; empty: Record<string, unknown> }
/** A statement as one connection knows it; without a name it is forgotten at once. */
type Prepared = { name: string; isParsed: boolean; columns: Columns | undefined }
type Wire = {
  stream: { cork(): void; uncork(): void }
  parse(message: { text: string; name: string }): void
  bind(message: { statement: string; values: readonly unknown[] }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: { portal: string }): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sync(): void
  on(event: 'parseComplete', listener: () => void): void
}
const noColumns: Columns = { names: [], parsers: [], empty: {} }
type Driver = pg.Client & { connection: Wire }
const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils

// Statements seen more than twice are prepared under a name, once a connection: a third less work for the same answer.
const sightings = new Map<string, { count: number; name: string }>()
const namesAtMost = 2_000

function nameOf(text: string): string | undefined {
  let seen = sightings.get(text)
  if (!seen) {
    if (sightings.size >= namesAtMost) return undefined
    seen = { count: 0, name: `s${sightings.size}` }
    sightings.set(text, seen)
  }
  seen.count += 1
  return seen.count > 2 ? seen.name : undefined
}

type Part = {
  statement: Statement
  values: readonly unknown[]
  prepared: Prepared
  isToParse: boolean
  columns: Columns | undefined
  answer: Answer
}
/** How a batch ended: the answers, and at which statement it failed, if it did; past the last when it failed to commit. */
type Outcome = { answers: Answer[]; failedAt: number; error: Error | null }

/**
 * Some statements sent in one go and answered in one. The first that fails keeps the later ones from being done; outside a
 * transaction it undoes the earlier ones too. To the driver this is a query, whose `handle…` it calls.
 */
class Batch {
  readonly parts: readonly Part[]
  readonly statements: readonly Statement[]
  readonly callback: (error: Error | null) => void
  readonly #onSubmit: () => void
  readonly #parserOf: (oid: number) => (text: string) => unknown
  #at = 0
  #toParse: Prepared[] = []
  #fault: Error | null = null

  constructor(
    parts: readonly Part[],
    settings: { parserOf: (oid: number) => (text: string) => unknown; onSubmit: () => void; onEnd: (outcome: Outcome) => void },
  ) {
    this.parts = parts
    this.statements = parts.map((part) => part.statement)
    this.#parserOf = settings.parserOf
    this.#onSubmit = settings.onSubmit
    this.callback = (error) => settings.onEnd({ answers: parts.map((part) => part.answer), failedAt: this.#at, error })
  }

  submit(wire: Wire): null {
    this.#onSubmit()
    wire.stream.cork()
    for (const { statement, values, prepared, isToParse, columns } of this.parts) {
      if (isToParse) {
        this.#toParse.push(prepared)
        wire.parse({ text: statement.text, name: prepared.name })
      }
      wire.bind({ statement: prepared.name, values })
      if (!columns) wire.describe({ type: 'P', name: '' })
      wire.execute({ portal: '' })
      if (statement.copy !== undefined) {
        // Unasked: should the COPY not begin, PostgreSQL passes over all this up to the sync.
        wire.sendCopyFromChunk(Buffer.from(statement.copy))
        wire.endCopyFrom()
      }
    }
    wire.sync()
    wire.stream.uncork()
    return null
  }

  handleParseComplete(): void {
    const prepared = this.#toParse.shift()
    if (prepared && prepared.name !== '') prepared.isParsed = true
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    const part = this.parts[this.#at]!
    const names = fields.map((field) => field.name)
    const parsers = fields.map((field) => this.#parserOf(field.dataTypeID))
    part.columns = { names, parsers, empty: Object.fromEntries(names.map((name) => [name, null])) }
    // The columns of a named statement never change: PostgreSQL would rather refuse to run it.
    part.prepared.columns = part.columns
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    if (this.#fault) return
    const { columns, answer } = this.parts[this.#at]!
    const { names, parsers, empty } = columns!
    const row = { ...empty }
    try {
      for (let at = 0; at < fields.length; at++) {
        const text = fields[at]!
        if (text !== null) row[names[at]!] = parsers[at]!(text)
      }
    } catch (error) {
      this.#fault = error as Error
    }
    answer.rows.push(row)
  }

  /** Says what was done and, last, to how many rows: `INSERT 0 1`, `SELECT 3`, `COMMIT`. */
  handleCommandComplete({ text }: { text: string }): void {
    const { answer, prepared, columns } = this.parts[this.#at]!
    const [command = '', ...counts] = text.split(' ')
    answer.command = command
    answer.rowCount = Number(counts.at(-1)) || 0
    // A named statement that was described and has no columns need not be described again.
    prepared.columns ??= columns ?? noColumns
    if (!this.#fault) this.#at += 1
  }

  handleEmptyQuery(): void {
    this.#at += 1
  }

  handleError(error: Error): void {
    this.callback(this.#fault ?? error)
  }

  handleReadyForQuery(): void {
    this.callback(this.#fault)
  }

  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
}

/** The driver's client; it sends statements that have values by the short way. */
export class Client extends pg.Client {
  readonly #prepared = new Map<string, Prepared>()
  #current: Batch | undefined

  constructor(config?: pg.ClientConfig) {
    super(config)
    ;(this as unknown as Driver).connection.on('parseComplete', () => this.#current?.handleParseComplete())
  }

  /** Sends statements in one go as soon as nothing else is under way. @returns how it ended; it never rejects */
  send(statements: readonly Statement[], isPlannedAnew = false): Promise<Outcome> {
    let parts: Part[]
    try {
      parts = this.#partsOf(statements, isPlannedAnew)
    } catch (error) {
      // A value that cannot be written at all, such as an object that contains itself.
      return Promise.resolve({ answers: [], failedAt: 0, error: error as Error })
    }
    return new Promise((onEnd) => {
      const batch: Batch = new Batch(parts, {
        parserOf: (oid) => this.getTypeParser(oid, 'text') as (text: string) => unknown,
        onSubmit: () => {
          this.#current = batch
        },
        onEnd,
      })
      // The driver calls what it needs of a query by name, and asks for no more.
      super.query(batch as unknown as pg.Submittable)
    })
  }

  #partsOf(statements: readonly Statement[], isPlannedAnew: boolean): Part[] {
    const parsing = new Set<Prepared>()
    return statements.map((statement) => {
      const name = isPlannedAnew ? undefined : nameOf(statement.text)
      const prepared = this.#preparedAs(statement.text, name)
      const isToParse = !prepared.isParsed && !parsing.has(prepared)
      parsing.add(prepared)
      const values = statement.values.map(prepareValue)
      return { statement, values, prepared, isToParse, columns: prepared.columns, answer: { command: '', rowCount: 0, rows: [] } }
    })
  }

  #preparedAs(text: string, name: string | undefined): Prepared {
    if (!name) return { name: '', isParsed: false, columns: undefined }
    let prepared = this.#prepared.get(text)
    if (!prepared) {
      prepared = { name, isParsed: false, columns: undefined }
      this.#prepared.set(text, prepared)
    }
    return prepared
  }

  // biome-ignore lint/suspicious/noExplicitAny: the driver's overloads are passed on as they are
  override query(...args: any[]): any {
    const [text, values] = args
    if (args.length === 2 && typeof text === 'string' && Array.isArray(values) && values.length > 0) return this.#ask({ text, values })
    // biome-ignore lint/suspicious/noExplicitAny: the driver's overloads are passed on as they are
    const query = super.query.bind(this) as (...passed: any[]) => any
    return query(...args)
  }

  async #ask(statement: Statement): Promise<Answer> {
    const { answers, error } = await this.send([statement])
    if (error) throw error
    return answers[0]!
  }
}

type Waiting = Statement & {
  kind: 'asked' | 'alone' | 'along'
  resolve: (answer: Answer) => void
  reject: (error: unknown, isOwn: boolean) => void
}
/** Judges a statement that nobody waits for; what it throws is why the transaction comes to nothing. */
export type Judge = { answered?: (answer: Answer) => void; failed?: (error: unknown) => void }

/** One transaction's way to its connection. What is asked for before an answer is awaited goes in one trip, in the order asked. */
export class Lane {
  readonly #client: Client
  readonly #waiting: Waiting[]
  #isUnderWay = false
  #isClosed = false
  /** Whether statements are sent without a name, and so planned for what they are given. */
  isPlannedAnew = false
  #verdict: { reason: unknown } | undefined
  #heard: Promise<void> | undefined
  /** Whether anything was sent at all. */
  isUsed = false

  /** `begin` goes along with the first statement. */
  constructor(client: Client, begin: string) {
    this.#client = client
    this.#waiting = [{ text: begin, values: [], kind: 'along', resolve: () => {}, reject: () => {} }]
  }

  /** Whether there is anything to keep: a statement beside the beginning was sent, or waits. */
  get hasWork(): boolean {
    return this.isUsed || this.#waiting.length > 1
  }

  /** Asks for a statement. One without values may be several, and goes alone. */
  ask(text: string, values: readonly unknown[], copy?: string): Promise<Answer> {
    if (this.#isClosed) return Promise.reject(new Error('this transaction is over'))
    if (this.#verdict) return Promise.reject(this.#verdict.reason)
    return this.#push(text, values, values.length === 0 && copy === undefined ? 'alone' : 'asked', copy)
  }

  /** Lets a statement go along with the next that is asked for, at the latest with the last. Nobody waits for it; its judge may speak. */
  goesAlong({ text, values }: Statement, { answered, failed }: Judge = {}): void {
    if (this.#isClosed) throw new Error('this transaction is over')
    this.#heard = new Promise((heard) => {
      const judge = (speak: () => unknown) => {
        try {
          speak()
        } catch (reason) {
          this.#verdict ??= { reason }
        }
        heard()
      }
      const resolve = (answer: Answer) => judge(() => answered?.(answer))
      // To explain another's failure is not its judge's business.
      const reject = (error: unknown, isOwn: boolean) => judge(() => isOwn && failed?.(error))
      this.#waiting.push({ text, values, kind: 'along', resolve, reject })
    })
  }

  /** Waits until what goes along is answered, and sends it if nothing else did. @throws what a judge said */
  async settle(): Promise<void> {
    void this.#send()
    await this.#heard
    if (this.#verdict) throw this.#verdict.reason
  }

  /** Why the transaction comes to nothing: what a judge said, and without one the error itself. */
  reasonOf(error: unknown): unknown {
    return this.#verdict ? this.#verdict.reason : error
  }

  /** Sends the last statement with all that still waits; nothing may be asked for any more. @returns the answer to the last */
  end(text: string, values: readonly unknown[] = []): Promise<Answer> {
    this.#isClosed = true
    return this.#push(text, values, 'asked')
  }

  /** Gives up what still waits and was not sent; nothing may be asked for any more. */
  giveUp(): void {
    this.#isClosed = true
    for (const { kind, reject } of this.#waiting.splice(0)) if (kind !== 'along') reject(new Error('this transaction is over'), true)
  }

  #push(text: string, values: readonly unknown[], kind: Waiting['kind'], copy?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text, values, copy, kind, resolve, reject })
      if (!this.#isUnderWay) queueMicrotask(() => void this.#send())
    })
  }

  async #send(): Promise<void> {
    if (this.#isUnderWay || this.#waiting.length === 0) return
    this.#isUnderWay = true
    this.isUsed = true
    while (this.#waiting.length > 0) {
      const alone = this.#waiting.findIndex((one) => one.kind === 'alone')
      const batch = this.#waiting.splice(0, alone === -1 ? this.#waiting.length : Math.max(alone, 1))
      if (batch[0]!.kind === 'alone') await this.#sendAlone(batch[0]!)
      else await this.#sendTogether(batch)
    }
    this.#isUnderWay = false
  }

  async #sendAlone({ text, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve((await this.#client.query(text)) as Answer)
    } catch (error) {
      reject(error, true)
    }
  }

  async #sendTogether(batch: readonly Waiting[]): Promise<void> {
    const { answers, failedAt, error } = await this.#client.send(batch, this.isPlannedAnew)
    for (let at = 0; at < batch.length; at++) {
      const { resolve, reject } = batch[at]!
      if (!error || (at < failedAt && failedAt < batch.length)) resolve(answers[at]!)
      else reject(error, at === failedAt)
    }
  }
}
