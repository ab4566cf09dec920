/** Who acts: identity finds it, the kernel checks the operation's permission against it, rows are checked by the slices. */
export type Actor = {
  readonly personId: string
  readonly sessionId: string
  /** The organisation the person acts for in this session. */
  readonly organisationId: string | null
  readonly permissions: ReadonlySet<string>
  readonly grants: readonly ActorGrant[]
  /** What holds this actor back: a second factor still to be set up, an account that rests, or a program's key in the place of a person. */
  readonly limit?: 'enrolling' | 'held' | 'key'
}

/** Where a request comes from, as far as the connection and the browser tell. */
export type Origin = {
  readonly address: string
  readonly agent: string
  /** The beginning of our own addresses as the sender sees them: PUBLIC_URL, or how the request was addressed. */
  readonly site: string
}

/** A role within a scope: an organisation (or a group of its instruments), a division and all below it, or the person alone; of one matter, or of all. */
export type ActorGrant = {
  readonly role: string
  readonly organisationId: string | null
  readonly divisionCode: string | null
  readonly instrumentGroupId: string | null
  readonly matterCode: string | null
  readonly permissions: ReadonlySet<string>
}
