/** A stretch of time, in milliseconds since 1970: its end belongs to the next. */
export type Slot = { from: number; to: number }
/** What a system says to a wish: the booking's id, or that it does not want it and by what word. */
export type Answer = { id: string } | { refused: string }

/**
 * What the race asks of a system of bookings. Write one for the system you want to aim at, and give its file to `--adapter`.
 * Whatever is neither a yes nor a no (a fault, a reply that cannot be read, a lost connection) is thrown.
 */
export type Adapter = {
  /** What stands in the table of results. */
  name: string
  /** Signs in and finds what is raced for. Nothing of it is counted. */
  open(): Promise<Ground>
  /** A wish of one of the clients 0, 1, 2 …. The same key twice is the same wish sent again. */
  book(client: number, slot: Slot, key: string): Promise<Answer>
  /** Moves a booking that the same client made. A system that cannot leaves it out. */
  change?(client: number, id: string, slot: Slot): Promise<Answer>
  /** Gives a booking of the same client back. */
  cancel(client: number, id: string): Promise<void>
  /** Everything that stands between two moments, of whichever client, as the system shows it. */
  list(within: Slot): Promise<({ id: string } & Slot)[]>
}

/** One resource, and a free stretch of its time that is the race's alone. */
export type Ground = {
  free: Slot
  /** The least that can be booked, and the grid on which bookings begin. */
  stepMs: number
  /** How many bookings may stand side by side. */
  capacity: number
}

/** What follows `--set`, for the adapter to read: `--set login=firm`. */
export type Settings = Readonly<Record<string, string>>
/** A file given to `--adapter` has this as its default export. */
export type MakeAdapter = (url: string, settings: Settings) => Adapter
