export type FirstFactor = 'password' | 'provider'
export type FactorFacts = { hasTotp: boolean; hasPasskey: boolean; isStaff: boolean; isExample: boolean; exampleSecondFactor: string }

/** Whether a person's role asks for a second factor. Example accounts are let off where the policy says so; a real account never is. */
export function owesFactor(facts: Pick<FactorFacts, 'isStaff' | 'isExample' | 'exampleSecondFactor'>): boolean {
  return facts.isStaff && !isLetOff(facts)
}

/** Whether only being an example account keeps a second factor from being asked. */
export function isLetOff(facts: Pick<FactorFacts, 'isStaff' | 'isExample' | 'exampleSecondFactor'>): boolean {
  return facts.isStaff && facts.isExample && facts.exampleSecondFactor === 'off'
}

/**
 * What comes after a first factor that was right: who has a second one shows it; staff who have none set one up before anything else
 * (GB/T 22239-2019, 8.1.4.1 d). A passkey needs no second step: it is two factors, the device and its owner's finger or PIN.
 */
export function stepAfterFirst(facts: FactorFacts): 'done' | 'second_factor' | 'enrol' {
  if (facts.hasTotp || facts.hasPasskey) return 'second_factor'
  return owesFactor(facts) ? 'enrol' : 'done'
}

/** A recovery code as people may type it back: spaces, dashes and case do not count. */
export function plainCode(code: string): string {
  return code.replace(/[\s-]/g, '').toUpperCase()
}

/** Whether a code is one from an app; anything else is taken for a recovery code. */
export function isTotpShaped(code: string): boolean {
  return /^\d{6}$/.test(plainCode(code))
}
