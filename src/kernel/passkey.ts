// Passkeys (WebAuthn): what a browser is asked, and whether what its device answered is right.
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'

export type Options = Record<string, unknown>
/** A key as it is kept: base64url texts, and how often the device says it was used. */
export type KeptPasskey = { credentialId: string; publicKey: string; useCounter: number; transports: string[] }

/** Ed25519, ECDSA with P-256, RSA with SHA-256: what devices make today. */
const algorithms = [-8, -7, -257]
const domainOf = (site: string) => new URL(site).hostname
type Transports = NonNullable<Parameters<typeof generateRegistrationOptions>[0]['excludeCredentials']>[number]['transports']
const transportsOf = (names: readonly string[]) => names as Transports

/** What the browser needs to make a new passkey for a person at this site; the device keeps it findable and asks its owner. */
export async function registrationOptions(
  site: string,
  person: { id: string; name: string; displayName: string; product: string },
  held: readonly KeptPasskey[],
): Promise<{ challenge: string; options: Options }> {
  const options = await generateRegistrationOptions({
    rpName: person.product,
    rpID: domainOf(site),
    userID: new TextEncoder().encode(person.id),
    userName: person.name,
    userDisplayName: person.displayName,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: held.map((key) => ({ id: key.credentialId, transports: transportsOf(key.transports) })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { challenge: options.challenge, options: options as unknown as Options }
}

/** The new key, when the answer is to this challenge, from this site, with its owner verified; else nothing. */
export async function verifyRegistration(site: string, challenge: string, response: Options): Promise<KeptPasskey | undefined> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: new URL(site).origin,
      expectedRPID: domainOf(site),
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified) return undefined
    const { id, publicKey, counter, transports } = registrationInfo.credential
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      useCounter: counter,
      transports: [...(transports ?? [])],
    }
  } catch {
    // The library throws for every kind of wrong answer, a malformed one included.
    return undefined
  }
}

/** What the browser needs to sign in with any passkey it finds for this site. */
export async function signInOptions(site: string): Promise<{ challenge: string; options: Options }> {
  const options = await generateAuthenticationOptions({ rpID: domainOf(site), userVerification: 'required' })
  return { challenge: options.challenge, options: options as unknown as Options }
}

/** The challenge an answer claims to be for, and the key it claims to be signed with. */
export function claimsOf(response: Options): { challenge: string; credentialId: string } | undefined {
  try {
    const data = (response['response'] as { clientDataJSON?: unknown } | undefined)?.clientDataJSON
    const { challenge } = JSON.parse(Buffer.from(String(data), 'base64url').toString()) as { challenge?: unknown }
    const credentialId = response['id']
    return typeof challenge === 'string' && typeof credentialId === 'string' ? { challenge, credentialId } : undefined
  } catch {
    return undefined
  }
}

/** The key's new count of uses, when the answer is right; else nothing. A copied key shows by a count that does not grow. */
export async function verifySignIn(site: string, challenge: string, response: Options, key: KeptPasskey): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: new URL(site).origin,
      expectedRPID: domainOf(site),
      requireUserVerification: true,
      credential: {
        id: key.credentialId,
        publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
        counter: key.useCounter,
        transports: transportsOf(key.transports),
      },
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    return undefined
  }
}
