// A password comes from the person at the terminal, or from standard input; never from the command line.
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { both, CommandRefusal, shell } from './command.ts'
import { userWords as words } from './user.words.ts'

/** Reads a password: twice and unseen at a terminal, else the first line of standard input. @throws CommandRefusal */
export async function readPassword(): Promise<string> {
  const password = shell.process.stdin.isTTY ? await askTwice() : await firstLine()
  if (password === '') throw new CommandRefusal(words.noPassword)
  return password
}

async function askTwice(): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: shell.process.stdin, output: nowhere, terminal: true })
  try {
    const ask = async (question: string) => {
      shell.process.stderr.write(question)
      const answer = await terminal.question('')
      shell.process.stderr.write('\n')
      return answer
    }
    const first = await ask(both(words.ask))
    if ((await ask(both(words.askAgain))) !== first) throw new CommandRefusal(words.differs)
    return first
  } finally {
    terminal.close()
  }
}

async function firstLine(): Promise<string> {
  let text = ''
  for await (const chunk of shell.process.stdin) {
    text += chunk
    if (text.includes('\n')) break
  }
  return text.split(/\r?\n/)[0] ?? ''
}
