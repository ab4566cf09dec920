import { isCommonPassword } from './commonpassword.rules.ts'
import type { PasswordFault } from './password.contract.ts'

const lengthMost = 200
const kindsLeast = 4

/**
 * What is wrong with a new password, all of it. Length counts first and no mix of kinds is asked for (NIST SP 800-63B-4, 3.1.1.2); a
 * staff password is longer, as the accounts of GB/T 22239-2019 8.1.4.1 are. Lengths count characters, whatever their script.
 */
export function passwordFaults(password: string, { loginName, lengthLeast }: { loginName: string; lengthLeast: number }): PasswordFault[] {
  const letters = [...password]
  const name = loginName.toLowerCase()
  const faults: PasswordFault[] = []
  if (letters.length < lengthLeast) faults.push({ code: 'too_short', least: lengthLeast })
  if (letters.length > lengthMost) faults.push({ code: 'too_long', most: lengthMost })
  if (new Set(letters).size < kindsLeast) faults.push({ code: 'too_plain', least: kindsLeast })
  if (name.length >= 3 && password.toLowerCase().includes(name)) faults.push({ code: 'holds_name' })
  if (isCommonPassword(password)) faults.push({ code: 'too_common' })
  return faults
}
