import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { judgeRequests, type SeenRequest } from './judge-requests.ts'
import { differences } from './matches.ts'
import { playAnswer } from './play-answer.ts'
import type { Outcome, Vector } from './vector.ts'

/** What came of a vector in one language. */
export type Verdict = { run: string; name: string; problems: string[] }

type Run = { vector: Vector; seen: SeenRequest[] }

/**
 * Plays the vectors to the SDKs and judges them: the drivers only make the calls.
 * `GET /vectors` lists them; `/play/<index>/<run>` is the address of the API for a run; `POST /judge/<index>/<run>` takes its outcome and
 * answers what is wrong with it.
 */
export async function startVectorServer({
  vectors,
  onVerdict,
}: {
  vectors: Vector[]
  onVerdict?: (verdict: Verdict) => void
}): Promise<{ baseURL: string; close: () => Promise<void> }> {
  const runs = new Map<string, Run>()
  const runOf = (index: string, name: string): Run | undefined => {
    const vector = vectors[Number(index)]
    if (!vector) return undefined
    const key = `${index}/${name}`
    const run = runs.get(key) ?? { vector, seen: [] }
    runs.set(key, run)
    return run
  }

  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const [, door = '', index = '', name = '', target] = request.url?.match(/^\/(\w+)(?:\/(\d+)\/([\w-]+)(\/.*)?)?$/) ?? []
      if (door === 'vectors')
        return sendJson({ response, body: vectors.map(({ name, tags, client, call }, position) => ({ index: position, name, tags, client, call })) })
      const run = runOf(index, name)
      if (!run) return sendJson({ response, body: { problems: [`there is no vector at ${request.url}`] } })
      if (door === 'judge') {
        const problems = await judge({ run, outcome: JSON.parse(body.toString()) as Outcome })
        onVerdict?.({ run: name, name: run.vector.name, problems })
        return sendJson({ response, body: { problems } })
      }
      run.seen.push({ method: request.method ?? '', target: target ?? '', headers: request.headers, body, atMs: performance.now() })
      playAnswer({ answer: run.vector.answers[run.seen.length - 1] ?? run.vector.answers.at(-1) ?? {}, response })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseURL: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function judge({ run: { vector, seen }, outcome }: { run: Run; outcome: Outcome }): Promise<string[]> {
  const kinds = ['value', 'page', 'items', 'error', 'isRefused'] as const
  const stray = kinds.filter((kind) => kind in outcome && !(kind in vector.outcome))
  return [
    ...stray.map((kind) => `the call ended with ${kind}: ${JSON.stringify(outcome[kind])?.slice(0, 400)}`),
    ...differences({ expected: vector.outcome, found: outcome, place: 'the outcome' }),
    ...(await judgeRequests({ vector, seen })),
  ]
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer)
  } catch {
    // A client that goes away while it sends is judged by what it does next.
  }
  return Buffer.concat(chunks)
}

function sendJson({ response, body }: { response: ServerResponse; body: unknown }): void {
  // Closed, so that no client makes its next call on this connection; see playAnswer.
  response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body))
}
