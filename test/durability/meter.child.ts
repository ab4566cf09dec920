// The application on a database that is there already, killed by the tests: `node meter.child.ts <url> <dataDir> <silent|speaking>`.
// Tells `ready <port>`; a silent one tells `written` where it would have answered, and answers nothing.
import { writeSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openApp } from '../../src/app.ts'

const [url = '', dataDir = '', manner = ''] = process.argv.slice(2)
const app = await openApp({ url, dataDir, now: () => new Date('2026-03-02T00:00:00Z'), logLevel: 'silent', runsJobs: false })
if (manner === 'silent') {
  app.server.server.prependListener('request', (_request: unknown, response: ServerResponse) => {
    response.writeHead = () => response
    response.write = () => true
    response.end = () => {
      writeSync(1, 'written\n')
      return response
    }
  })
}
await app.server.listen({ host: '127.0.0.1', port: 0 })
writeSync(1, `ready ${(app.server.server.address() as AddressInfo).port}\n`)
