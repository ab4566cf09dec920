/** Who acts: identity finds it, the kernel checks the operation's permission against it, rows are checked by the slices. */
export type Actor = {
  readonly personId: string
  readonly sessionId: string
  /** The organisation the person acts for in this session. */
  readonly organisationId: string | null
  readonly permissions: ReadonlySet<string>
  readonly grants: readonly ActorGrant[]
}

/** A role within a scope: exactly one of organisation and division is set. */
export type ActorGrant = {
  readonly role: string
  readonly organisationId: string | null
  readonly divisionCode: string | null
  readonly permissions: ReadonlySet<string>
}
