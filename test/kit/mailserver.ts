// A real mail server on loopback that keeps what it is given, and can be as difficult as one in the world.
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { SMTPServer } from 'smtp-server'

/** How it answers: takes the letter; refuses the address (550) or for a while (451); says nothing; takes all and breaks off without a word. */
export type Manner = 'takes' | 'refuses_address' | 'greylists' | 'is_silent' | 'breaks_off'
export type Received = { to: string[]; raw: string; text: string; header(name: string): string | undefined }
export type MailServer = { url: string; manner: Manner; letters: Received[]; attempts: number; close(): Promise<void> }

/** Opens a mail server; it is gone when the file's tests are done. */
export async function openMailServer(): Promise<MailServer> {
  const state: MailServer = { url: '', manner: 'takes', letters: [], attempts: 0, close: async () => {} }
  const held: (() => void)[] = []
  const refusal = (responseCode: number) => Object.assign(new Error('planted-server-words'), { responseCode })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    logger: false,
    onRcptTo(_address, _session, done) {
      state.attempts += 1
      if (state.manner === 'refuses_address') return done(refusal(550))
      if (state.manner === 'greylists') return done(refusal(451))
      if (state.manner === 'is_silent') return void held.push(() => done())
      done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((one) => one.address)
        state.letters.push(receivedOf(to, Buffer.concat(chunks).toString()))
        if (state.manner !== 'breaks_off') return done()
        for (const connection of server.connections) (connection as { _socket?: { destroy(): void } })._socket?.destroy()
      })
    },
  })
  // A client that gives up leaves its connection in a state this server calls an error.
  server.on('error', () => {})
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  state.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  state.close = () => {
    for (const release of held.splice(0)) release()
    return new Promise<void>((closed) => server.close(closed))
  }
  after(() => state.close())
  return state
}

function receivedOf(to: string[], raw: string): Received {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const header = (name: string) => {
    const found = lines.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    return found === undefined ? undefined : decodeWords(found.slice(name.length + 1).trim())
  }
  const body = rest.join('\r\n\r\n')
  const encoding = header('Content-Transfer-Encoding')
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString() : encoding === 'quoted-printable' ? decodeQuoted(body) : body
  return { to, raw, text, header }
}

/** RFC 2047: `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`, joined where one follows another. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('latin1')
        : Buffer.from(decodeQuoted(word.replaceAll('_', ' '))).toString('latin1'),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString())
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
