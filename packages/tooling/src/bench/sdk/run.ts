import { spawnSync } from 'node:child_process'

/** Runs a command to its end and gives what it printed; fails loudly. */
export function run({ command, args, cwd, env = {} }: { command: string; args: string[]; cwd: string; env?: Record<string, string> }): string {
  const done = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${done.error?.message ?? ''}\n${done.stdout}${done.stderr}`)
  return done.stdout
}
