// One outside provider of identities, by OpenID Connect: the code flow with PKCE, state and nonce. It is asked over the network, so never
// inside a transaction. The secrets of an attempt are the caller's to keep; nothing is remembered here but what the provider publishes.
import * as client from 'openid-client'

export type ProviderSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  /** What the sign-in page calls it. */
  name: string
  scope: string
  /** Which claims tell whether somebody is verified as a natural or a legal person, by which values, and how far: each provider's own. */
  kindClaim?: string | undefined
  naturalValue?: string | undefined
  legalValue?: string | undefined
  levelClaim?: string | undefined
}
export type Attempt = { url: string; verifier: string; nonce: string }
export type ProvenIdentity = {
  issuer: string
  subject: string
  name: string | null
  realNameKind: 'natural' | 'legal' | null
  realNameLevel: string | null
}
export type Provider = {
  name: string
  /** @throws ProviderFailed 'unreachable' */
  begin(state: string, redirectUri: string): Promise<Attempt>
  /** @throws ProviderFailed 'refused' when the answer proves nothing, 'unreachable' when nobody answers */
  finish(address: string, expected: { state: string; verifier: string; nonce: string }): Promise<ProvenIdentity>
}

/** Why there is no identity. What the provider said is not passed on: it may hold personal data. */
export class ProviderFailed extends Error {
  readonly reason: 'refused' | 'unreachable'
  constructor(reason: 'refused' | 'unreachable') {
    super(`the identity provider: ${reason}`)
    this.reason = reason
  }
}

const patienceSeconds = 10

/** The provider that the environment names, if it names one. */
export function providerSettings(environment: NodeJS.ProcessEnv = process.env): ProviderSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = environment
  if (!issuer || !clientId || !clientSecret) return undefined
  return {
    issuer,
    clientId,
    clientSecret,
    name: environment.OIDC_NAME || new URL(issuer).host,
    scope: environment.OIDC_SCOPE || 'openid profile',
    kindClaim: environment.OIDC_KIND_CLAIM,
    naturalValue: environment.OIDC_KIND_NATURAL,
    legalValue: environment.OIDC_KIND_LEGAL,
    levelClaim: environment.OIDC_LEVEL_CLAIM,
  }
}

const isLoopback = (url: URL) => ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)

/** Opens a provider; it is asked for its addresses and keys when first needed, and again if that failed. */
export function openProvider(settings: ProviderSettings): Provider {
  let discovered: Promise<client.Configuration> | undefined
  const discover = async (): Promise<client.Configuration> => {
    const issuer = new URL(settings.issuer)
    // Without TLS only on this machine: elsewhere an answer without it proves nothing.
    const execute = isLoopback(issuer) ? [client.allowInsecureRequests] : []
    discovered ??= client.discovery(issuer, settings.clientId, settings.clientSecret, undefined, { execute, timeout: patienceSeconds })
    try {
      return await discovered
    } catch {
      discovered = undefined
      throw new ProviderFailed('unreachable')
    }
  }
  return {
    name: settings.name,
    async begin(state, redirectUri) {
      const config = await discover()
      const verifier = client.randomPKCECodeVerifier()
      const nonce = client.randomNonce()
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, verifier, nonce }
    },
    async finish(address, { state, verifier, nonce }) {
      const config = await discover()
      try {
        const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
        const tokens = await client.authorizationCodeGrant(config, new URL(address), checks)
        const proven = tokens.claims()!
        const told = await client.fetchUserInfo(config, tokens.access_token, proven.sub)
        return identityOf(settings, proven.iss, { ...told, ...proven })
      } catch (error) {
        throw new ProviderFailed(isSilence(error) ? 'unreachable' : 'refused')
      }
    },
  }
}

function isSilence(error: unknown): boolean {
  const { code } = error as { code?: string }
  return error instanceof TypeError || code === 'OAUTH_TIMEOUT'
}

function identityOf(settings: ProviderSettings, issuer: string, claims: { sub: string } & Record<string, unknown>): ProvenIdentity {
  const told = (name: string | undefined) => {
    const value = name === undefined ? undefined : claims[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  const kind = told(settings.kindClaim)
  const realNameKind =
    kind === undefined ? null : kind === settings.naturalValue ? 'natural' : kind === settings.legalValue ? 'legal' : null
  return { issuer, subject: claims.sub, name: told('name') ?? null, realNameKind, realNameLevel: told(settings.levelClaim) ?? null }
}

let held: Provider | undefined

/** The provider of this process; the application says which, if any, when it starts. */
export function holdProvider(provider: Provider | undefined): void {
  held = provider
}

/** The provider of this process, if there is one. */
export function heldProvider(): Provider | undefined {
  return held
}
