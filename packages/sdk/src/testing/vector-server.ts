import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A vector as the server lists it: what to call, and how; what must come of it the server knows. */
export type Vector = {
  index: number
  name: string
  tags: string[]
  client: { maxRetries?: number; timeoutMs?: number; baseURL?: string }
  call: {
    group: string
    method: string
    ids?: string[]
    query?: Record<string, unknown>
    body?: Record<string, unknown>
    file?: { field: string; text: string; filename: string }
    options?: { timeoutMs?: number; maxRetries?: number; idempotencyKey?: string; headers?: Record<string, string> }
    read?: 'page' | 'walk' | 'response'
    times?: number
    unwrap?: { payload: string; headers: Record<string, string>; secrets: string[]; nowSeconds: number }
  }
}

const program = join(import.meta.dirname, '..', '..', '..', 'tooling', 'src', 'conformance', 'serve-vectors.ts')

/** The scenario server, a process of its own as for every language; it ends with its input. */
export async function startVectorServer(): Promise<{ baseURL: string; vectors: Vector[]; close: () => Promise<void> }> {
  const server = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [baseURL] = (await once(createInterface(server.stdout), 'line')) as [string]
  const vectors = (await (await fetch(`${baseURL}/vectors`)).json()) as Vector[]
  return {
    baseURL,
    vectors,
    close: async () => {
      server.stdin.end()
      await once(server, 'exit')
    },
  }
}

/** What is wrong with a run, by the server's judgement. */
export async function judge({ baseURL, place, outcome }: { baseURL: string; place: string; outcome: object }): Promise<string[]> {
  const answer = await fetch(`${baseURL}/judge/${place}`, { method: 'POST', body: JSON.stringify(outcome) })
  return ((await answer.json()) as { problems: string[] }).problems
}
