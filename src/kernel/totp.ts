// One-time codes by the clock (RFC 6238), as every authenticator app makes them, and the picture from which an app takes the secret.
import { Secret, TOTP } from 'otpauth'
import { qrSvg } from './qr.ts'

const periodSeconds = 30
const stepsEitherSide = 1

/** A new secret of 160 bits in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

const totpOf = (secret: string, account = { issuer: '', label: '' }) =>
  new TOTP({ ...account, algorithm: 'SHA1', digits: 6, period: periodSeconds, secret: Secret.fromBase32(secret) })

/** The step of time a code belongs to, if it is of now or the step before or after; nothing when it is wrong. */
export function totpStepOf(secret: string, code: string, now: Date): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: stepsEitherSide })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / periodSeconds) + delta
}

/** The code of a moment, as the app would show it. */
export function totpCodeAt(secret: string, now: Date): string {
  return totpOf(secret).generate({ timestamp: now.getTime() })
}

/** The address an app reads, and its picture as SVG, drawn here: the secret is sent to nobody. */
export function totpCard(secret: string, account: { issuer: string; label: string }): { uri: string; qrSvg: string } {
  const uri = totpOf(secret, account).toString()
  return { uri, qrSvg: qrSvg(uri) }
}
