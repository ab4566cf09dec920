// A program of the operator's that looks for malware in a file: the only thing we know of it is how it ends.
import { execFile } from 'node:child_process'

export type Scanner = {
  /** @returns 'clean' where the program ended with 0, 'refused' with 1. @throws on any other end: the job is tried again later */
  scan(path: string): Promise<'clean' | 'refused'>
}

const patienceMs = 120_000

/** @param command a program and its arguments, cut at spaces; no shell reads it. The file's path comes last. */
export function openScanner(command: string): Scanner {
  const [program = '', ...words] = command.trim().split(/\s+/)
  return {
    scan: (path) =>
      new Promise((settle, fail) => {
        execFile(program, [...words, path], { timeout: patienceMs, maxBuffer: 1_048_576 }, (error) => {
          if (!error) settle('clean')
          else if (error.code === 1) settle('refused')
          else fail(new Error(`the scanner ${program} ended with ${error.code ?? error.signal ?? 'no word'}`))
        })
      }),
  }
}
