// A device that holds passkeys, made of nothing but node's cryptography: it answers as a browser would (WebAuthn Level 3, ES256).
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url')
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest()

/** CBOR of small whole numbers, texts, bytes and maps: all that a key and its statement need. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, size: number) =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255])
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const pairs = [...value].map(([key, inner]) => Buffer.concat([cbor(key), cbor(inner as number)]))
  return Buffer.concat([head(5, value.size), ...pairs])
}

type Asked = { challenge?: unknown; rp?: { id?: string }; rpId?: string; user?: { id?: string } }
type Options = { origin: string; isVerified?: boolean }

export function makeAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32)
  let counter = 0
  const clientData = (type: string, asked: Asked, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge: asked.challenge, origin, crossOrigin: false }))
  const authData = (rpId: string, isVerified: boolean, more: Buffer, extra: number) => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([0x01 | (isVerified ? 0x04 : 0) | extra]), count, more])
  }
  const common = {
    id: base64url(id),
    rawId: base64url(id),
    type: 'public-key',
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
  }
  return {
    /** The answer to `beginPasskey`. */
    create(options: Record<string, unknown>, { origin, isVerified = true }: Options): Record<string, unknown> {
      const asked = options as Asked
      const key = cbor(
        new Map<number, unknown>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(jwk.x!, 'base64url')],
          [-3, Buffer.from(jwk.y!, 'base64url')],
        ]),
      )
      const made = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key])
      const statement = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData(asked.rp?.id ?? '', isVerified, made, 0x40)],
      ])
      const response = {
        clientDataJSON: base64url(clientData('webauthn.create', asked, origin)),
        attestationObject: base64url(cbor(statement)),
        transports: ['internal'],
      }
      return { ...common, response }
    },
    /** The answer to `beginPasskeySignIn`. */
    get(options: Record<string, unknown>, { origin, isVerified = true }: Options): Record<string, unknown> {
      const asked = options as Asked
      const data = authData(asked.rpId ?? '', isVerified, Buffer.alloc(0), 0)
      const client = clientData('webauthn.get', asked, origin)
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey)
      const response = { clientDataJSON: base64url(client), authenticatorData: base64url(data), signature: base64url(signature) }
      return { ...common, response }
    },
    /** As if a copy of the device had been used elsewhere. */
    turnBack(): void {
      counter = 0
    },
  }
}
