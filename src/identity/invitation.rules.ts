/** An address as others may see it: its first letter, and where the mailbox is. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${[...email][0] ?? ''}***${email.slice(at)}`
}

/** What has become of an invitation. */
export function invitationState(
  invitation: { acceptedAt: string | null; withdrawnAt: string | null; expiresAt: string },
  now: Date,
): 'open' | 'accepted' | 'withdrawn' | 'expired' {
  if (invitation.acceptedAt !== null) return 'accepted'
  if (invitation.withdrawnAt !== null) return 'withdrawn'
  return Date.parse(invitation.expiresAt) > now.getTime() ? 'open' : 'expired'
}
