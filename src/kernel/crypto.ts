// Sealing and recognising of single values: one interface, two families of algorithms. The keys never stand in the database.
// GB/T 39786-2021 asks systems of its third level for SM2, SM3 and SM4; elsewhere AES and SHA-256 are the usual choice.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a family of algorithms does; adding one is adding a row to `families`. */
type Family = {
  digest(bytes: Buffer): Buffer
  mac(key: Buffer, bytes: Buffer): Buffer
  /** @returns nonce, ciphertext and proof in one piece; `context` is proven, not hidden. */
  seal(key: Buffer, plain: Buffer, context: Buffer): Buffer
  /** @throws where one bit is not as it was sealed */
  open(key: Buffer, sealed: Buffer, context: Buffer): Buffer
}
export type FamilyName = 'international' | 'guomi'

const nonceBytes = { gcm: 12, ctr: 16 }
const tagBytes = 16

const international: Family = {
  digest: (bytes) => createHash('sha256').update(bytes).digest(),
  mac: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
  seal(key, plain, context) {
    const nonce = randomBytes(nonceBytes.gcm)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(context)
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  },
  open(key, sealed, context) {
    const nonce = sealed.subarray(0, nonceBytes.gcm)
    const tag = sealed.subarray(sealed.length - tagBytes)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(context).setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes.gcm, sealed.length - tagBytes)), decipher.final()])
  },
}

// OpenSSL has no SM4-GCM: SM4-CTR, then HMAC-SM3 over context, nonce and ciphertext with a key of its own.
const guomi: Family = {
  digest: (bytes) => createHash('sm3').update(bytes).digest(),
  mac: (key, bytes) => createHmac('sm3', key).update(bytes).digest(),
  seal(key, plain, context) {
    const nonce = randomBytes(nonceBytes.ctr)
    const cipher = createCipheriv('sm4-ctr', key.subarray(0, 16), nonce)
    const body = Buffer.concat([nonce, cipher.update(plain), cipher.final()])
    return Buffer.concat([body, guomi.mac(key.subarray(16), withContext(context, body))])
  },
  open(key, sealed, context) {
    const body = sealed.subarray(0, sealed.length - 32)
    const proof = guomi.mac(key.subarray(16), withContext(context, body))
    const told = sealed.subarray(sealed.length - 32)
    if (told.length !== proof.length || !timingSafeEqual(told, proof)) throw new Error('not as it was sealed')
    const decipher = createDecipheriv('sm4-ctr', key.subarray(0, 16), body.subarray(0, nonceBytes.ctr))
    return Buffer.concat([decipher.update(body.subarray(nonceBytes.ctr)), decipher.final()])
  },
}

const families: Record<FamilyName, Family> = { international, guomi }
export const familyNames = Object.keys(families) as FamilyName[]

/** The length comes first, so that no other split of the same bytes has the same proof. */
function withContext(context: Buffer, body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(context.length)
  return Buffer.concat([length, context, body])
}

/** Keys by their names; the current one seals, all open. */
export type Keys = { current: string; keys: Readonly<Record<string, string>> }

/** What the product asks of cryptography. A purpose is a short fixed name: 'person.email'; each has keys of its own. */
export type Vault = {
  readonly family: FamilyName
  readonly currentKey: string
  /** Seals a text under the current key. @returns `family.key.base64url` */
  seal(purpose: string, text: string): string
  /** Opens what was sealed for the same purpose by any key still held. @throws CannotOpen */
  open(purpose: string, sealed: string): string
  /** A keyed HMAC under the current key: equal texts give equal answers, and nobody without the key can try texts. */
  equalityKey(purpose: string, text: string): string
  /** As equalityKey, for every key held, the current one first: a look-up must find rows that a rotation has not reached yet. */
  equalityKeys(purpose: string, text: string): string[]
  /** As equalityKeys, by another family: for what was made before a change of family and is never made anew. */
  equalityKeysOfFamily(purpose: string, text: string, family: FamilyName): string[]
  /** Whether a sealed text or an equality key was made by an earlier key or family, and is to be made anew. */
  isStale(made: string): boolean
}

/** A sealed text that no key held here opens, or that is not as it was sealed. The text is never part of the message. */
export class CannotOpen extends Error {
  constructor(reason: string) {
    super(`a sealed value cannot be opened: ${reason}`)
  }
}

const keyName = /^[a-z0-9]{1,20}$/

/** A vault over keys of 32 bytes in base64. @throws where a key has another length or the current one is missing */
export function openVault({ current, keys }: Keys, family: FamilyName = 'international'): Vault {
  const held = new Map(Object.entries(keys).map(([name, key]) => [name, Buffer.from(key, 'base64')]))
  for (const [name, key] of held) if (!keyName.test(name) || key.length !== 32) throw new Error(`key ${name} is not 32 bytes in base64`)
  if (!held.has(current)) throw new Error(`the current key ${current} is not among the keys`)
  const derived = new Map<string, Buffer>()
  const keyFor = (name: string, use: string, purpose: string): Buffer | undefined => {
    const root = held.get(name)
    if (!root) return undefined
    const label = `${name}/${use}/${purpose}`
    const known = derived.get(label) ?? Buffer.from(hkdfSync('sha256', root, '', `xianchuang/${use}/${purpose}`, 48))
    derived.set(label, known)
    return known
  }
  const forFamily = (of: FamilyName, key: Buffer) => (of === 'international' ? key.subarray(0, 32) : key)
  const prefix = `${family}.${current}.`
  const names = [current, ...[...held.keys()].filter((name) => name !== current)]
  const equality = (name: string, purpose: string, text: string, of = family) =>
    `${of}.${name}.${families[of].mac(keyFor(name, 'equality', purpose)!.subarray(0, 32), Buffer.from(text)).toString('base64url')}`
  return {
    family,
    currentKey: current,
    seal(purpose, text) {
      const key = forFamily(family, keyFor(current, 'seal', purpose)!)
      return prefix + families[family].seal(key, Buffer.from(text), Buffer.from(purpose)).toString('base64url')
    },
    open(purpose, sealed) {
      const [madeBy = '', name = '', body = ''] = sealed.split('.')
      const way = families[madeBy as FamilyName]
      const key = keyFor(name, 'seal', purpose)
      if (!way) throw new CannotOpen('it is of no known form')
      if (!key) throw new CannotOpen(`key ${name} is not held here`)
      try {
        return way.open(forFamily(madeBy as FamilyName, key), Buffer.from(body, 'base64url'), Buffer.from(purpose)).toString()
      } catch {
        throw new CannotOpen('it is not as it was sealed')
      }
    },
    equalityKey: (purpose, text) => equality(current, purpose, text),
    equalityKeys: (purpose, text) => names.map((name) => equality(name, purpose, text)),
    equalityKeysOfFamily: (purpose, text, of) => names.map((name) => equality(name, purpose, text, of)),
    isStale: (made) => !made.startsWith(prefix),
  }
}

/** A hash of bytes in hex, by a family. */
export function digestOf(family: FamilyName, bytes: Buffer | string): string {
  return families[family].digest(Buffer.from(bytes)).toString('hex')
}
