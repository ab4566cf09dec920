/** The eighteenth birthday ends childhood (Civil Code, article 17); a day of birth to come is none. */
export function isChild(bornOn: string, today: string): boolean {
  const eighteenOn = `${Number(bornOn.slice(0, 4)) + 18}${bornOn.slice(4)}`
  return bornOn <= today && today < eighteenOn
}
