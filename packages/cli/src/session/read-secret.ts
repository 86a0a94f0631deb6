import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { UsageError } from '../command/usage-error.ts'

/** A line that is typed without being shown; where nobody types, the first line of standard input. */
export async function readSecret({ prompt }: { prompt: string }): Promise<string> {
  const isTyped = process.stdin.isTTY === true
  if (isTyped) process.stderr.write(prompt)
  // Readline takes the terminal's own echo off and would write each letter itself: here, into nothing.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, ...(isTyped ? { output, terminal: true } : {}) })
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('SIGINT', () => reject(new UsageError('Nothing was kept.')))
      lines.once('close', () => reject(new UsageError('No key was given: type it, or pipe it in: `flow login < key.txt`.')))
    })
  } finally {
    lines.close()
    if (isTyped) process.stderr.write('\n')
  }
}
