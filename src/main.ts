// The one entry of the command line.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// What was compiled once is kept beside the packages, which only their owner may write: a command then starts in half the time.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'))

// A reader that has seen enough, such as `head`, is no fault: what would still be printed is dropped.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

const { runLine } = await import('./command/line.ts')
const [, , name, ...args] = process.argv
process.exitCode = await runLine(name, args)
