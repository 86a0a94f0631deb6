import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { until } from './running-flow.ts'

export type Valkey = {
  url: string
  /** The names of all that it holds. */
  keys: () => Promise<string>
  stop: () => Promise<void>
}

/** A server of one's own on the loopback that keeps nothing on disk. */
export async function startValkey({ binary, port }: { binary: string; port: number }): Promise<Valkey> {
  const child = spawn(binary, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await until(`${binary} takes connections`, () => takesConnections(port), 10_000)
  return {
    url: `redis://127.0.0.1:${port}`,
    keys: () => ask({ port, command: 'KEYS *' }),
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Sends one command as a person would by telnet; QUIT makes the server end the answer. */
async function ask({ port, command }: { port: number; command: string }): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${command}\r\nQUIT\r\n`)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
