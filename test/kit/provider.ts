// A real OpenID provider on loopback, with the forms its package brings for trying out.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import OidcProvider from 'oidc-provider'
import { holdProvider, openProvider } from '../../src/kernel/provider.ts'

export type Account = { name: string; kind: string; level: string }
export type TestProvider = {
  issuer: string
  accounts: Map<string, Account>
  /** The addresses it sends people back to. */
  redirectUris: Set<string>
  stop(): Promise<void>
}

/** Starts a provider and makes it the one this process asks. Called at the top of a test file: it is gone when the file's tests are done. */
export async function startProvider(): Promise<TestProvider> {
  const redirectUris = new Set(['http://localhost/sign-in'])
  const accounts = new Map<string, Account>()
  const server = createServer((request, response) => void handler(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new OidcProvider(issuer, {
    clients: [{ client_id: 'xianchuang', client_secret: 'a secret of the example', redirect_uris: [...redirectUris] }],
    cookies: { keys: ['a key of the example'] },
    claims: { openid: ['sub'], profile: ['name', 'user_type', 'auth_level'] },
    findAccount: async (_, id) => {
      const account = accounts.get(id)
      return (
        account && {
          accountId: id,
          claims: async () => ({ sub: id, name: account.name, user_type: account.kind, auth_level: account.level }),
        }
      )
    },
    pkce: { required: () => true },
  })
  const { prototype } = provider.Client as unknown as { prototype: { redirectUriAllowed(uri: string): boolean } }
  prototype.redirectUriAllowed = (uri) => redirectUris.has(uri)
  const handler = provider.callback()
  const settings = {
    issuer,
    clientId: 'xianchuang',
    clientSecret: 'a secret of the example',
    name: '示例统一认证',
    scope: 'openid profile',
  }
  holdProvider(openProvider({ ...settings, kindClaim: 'user_type', naturalValue: '1', legalValue: '2', levelClaim: 'auth_level' }))
  const stop = async () => {
    holdProvider(undefined)
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  after(stop)
  return { issuer, accounts, redirectUris, stop }
}

/** Walks the provider's own forms as a person would. @returns the address it sends the browser back to */
export async function passProvider(start: string, login: string): Promise<URL> {
  const jar = new Map<string, string>()
  const go = async (address: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const body = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
    const reply = await fetch(address, { redirect: 'manual', headers: { cookie }, ...body })
    for (const line of reply.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/s)
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return reply
  }
  const origin = new URL(start).origin
  let reply = await go(start)
  let address = start
  for (let step = 0; step < 12; step++) {
    const onward = reply.headers.get('location')
    if (onward) {
      const next = new URL(onward, address)
      if (next.origin !== origin) return next
      address = next.href
      reply = await go(address)
    } else {
      const page = await reply.text()
      const action = page.match(/<form[^>]*action="([^"]+)"/)?.[1]
      const prompt = page.match(/name="prompt"[^>]*value="(\w+)"/)?.[1] ?? ''
      if (!action) throw new Error(`the provider stopped at ${address}`)
      reply = await go(new URL(action, address).href, { prompt, login, password: 'any' })
    }
  }
  throw new Error('the provider went in circles')
}
