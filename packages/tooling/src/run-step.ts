import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const repositoryRoot = join(import.meta.dirname, '..', '..', '..')

/** `env` stands beside the process's own. */
export type Step = { name: string; command: string; args: string[]; cwd?: string; env?: Record<string, string> }

/** Runs a command with its output shown; says how it went and how long it took. */
export async function runStep({ name, command, args, cwd = repositoryRoot, env = {} }: Step): Promise<boolean> {
  const started = performance.now()
  console.log(`\n▸ ${name}`)
  const code = await new Promise<number>((resolve) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } })
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (exitCode) => resolve(exitCode ?? 1))
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(code === 0 ? `✓ ${name} (${seconds} s)` : `✗ ${name} failed with ${code} (${seconds} s)`)
  return code === 0
}

export const bin = (name: string): string => join(repositoryRoot, 'node_modules', '.bin', name)
