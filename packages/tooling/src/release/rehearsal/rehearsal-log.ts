import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export type Command = { command: string; args: string[]; cwd: string; env?: Record<string, string>; mustFail?: boolean }

export type RehearsalLog = {
  say: (line: string) => void
  /** Runs a command while this process serves its registries; throws with its output where it does not end as it must. Answers what it printed. */
  run: (command: Command) => Promise<string>
  text: () => string
}

/** What happened in which order, with the time since the start. */
export function createRehearsalLog(): RehearsalLog {
  const started = performance.now()
  const lines: string[] = []
  const say = (line: string) => void lines.push(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`)
  return {
    say,
    text: () => lines.join('\n'),
    run: async ({ command, args, cwd, env = {}, mustFail = false }) => {
      say(`$ ${[command.split('/').at(-1), ...args].join(' ').replaceAll('\n', '; ')}`)
      const { code, output } = await capture({
        command,
        args,
        cwd,
        env,
        onLine: (line) => /^([✓–✗] |release: |Flow .* is out)/.test(line) && say(`    ${line}`),
      })
      if ((code === 0) === mustFail) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`)
      return output
    },
  }
}

type Captured = Required<Omit<Command, 'mustFail'>> & { onLine: (line: string) => void }

function capture({ command, args, cwd, env, onLine }: Captured): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...cleanEnvironment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const input of [child.stdout, child.stderr]) {
      input.setEncoding('utf8').on('data', (text: string) => (output += text))
      createInterface({ input }).on('line', onLine)
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Without what this run of the tests, and a workflow around it, have set. */
const cleanEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || /^(FLOW_|ACTIONS_ID_TOKEN|VITEST|NODE_ENV$|npm_lifecycle|npm_package|GIT_)/i.test(name) ? [] : [[name, value]],
    ),
  )
