// The server asks no address that came with a request: what reaches the network is named here, and its addresses are an administrator's.
import { literal, type Node, nameOf, type Problem, problem, type Source, walk } from './tree.ts'

/** In the browser, our own server alone; in the kernel, adapters whose addresses are settings. */
const reaching = new Set(['src/web/call.ts', 'src/web/upload.ts'])
const modules = /^(node:)?(http|https|http2|tls|dgram)$|^(undici|axios|got|node-fetch|nodemailer|openid-client)$/
const makers = new Set(['XMLHttpRequest', 'WebSocket', 'EventSource'])

/** Whatever fetches, or opens the way to another host, is one of the named files or an adapter of the kernel. */
export function onlyAdaptersReachOut(tree: readonly Source[]): Problem[] {
  const shipped = tree.filter(({ path, floor }) => path.startsWith('src/') && floor !== 'test' && !reaching.has(path))
  return shipped.flatMap((source) => {
    const found: Problem[] = []
    const tell = (node: Node, what: string) =>
      void found.push(problem(source, node, `${what} reaches out: only adapters may (test/tidy/network.ts)`))
    walk(source.program, (node) => {
      if (node.type === 'CallExpression' && (node.callee as Node).type === 'Identifier' && nameOf(node.callee as Node) === 'fetch')
        tell(node, 'fetch')
      if (node.type === 'NewExpression' && makers.has(nameOf(node.callee as Node))) tell(node, nameOf(node.callee as Node))
      const from = node.type === 'ImportDeclaration' ? literal(node.source as Node) : undefined
      if (from && modules.test(from) && !source.path.startsWith('src/kernel/')) tell(node, from)
    })
    return found
  })
}
