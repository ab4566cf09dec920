// Several files of tests in one process, one after the other, each a suite of its own name: what the first one loaded, the others find
// loaded. `run` of node:test starts this file with theirs as arguments.
import { suite } from 'node:test'

const patienceMilliseconds = 420_000

for (const file of process.argv.slice(2)) {
  await suite(file, { timeout: patienceMilliseconds }, async () => {
    await import(file)
  })
}
