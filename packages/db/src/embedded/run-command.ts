import { spawn } from 'node:child_process'
import { serverEnvironment } from './server-environment.ts'
import { type ServerAccount, spawnIdentity } from './server-account.ts'

export type CommandResult = { exitCode: number | null; output: string }

/** Runs to the end; a command that could not be started at all resolves with exitCode null. */
export function runCommand({
  command,
  args,
  account,
  stdin,
}: {
  command: string
  args: readonly string[]
  account: ServerAccount
  stdin?: string
}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: '/', env: serverEnvironment, stdio: 'pipe', ...spawnIdentity(account) })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin ?? '')
    child.on('error', (error) => resolve({ exitCode: null, output: error.message }))
    child.on('close', (exitCode) => resolve({ exitCode, output: output.trim() }))
  })
}
