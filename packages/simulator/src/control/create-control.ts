import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../server/answer.ts'
import { createRouter } from '../server/create-router.ts'
import { readBytes } from '../server/read-bytes.ts'
import { sendAnswer } from '../server/send-answer.ts'
import type { Simulator } from '../server/simulator.ts'
import type { World } from '../server/world.ts'
import { controlRoutes } from './control-routes.ts'

/** Answers for the simulator itself: its timeline, and what tests and demos ask of it. */
export function createControl({
  simulator,
  world,
  seed,
}: {
  simulator: Simulator
  world: () => World
  seed: number
}): (incoming: { request: IncomingMessage; response: ServerResponse; path: string; query: URLSearchParams }) => Promise<void> {
  const routes = controlRoutes({ simulator, world, seed })
  const findRoute = createRouter(routes.map(({ method, path }) => ({ method, path, operation: 'describe', handle: () => ({ status: 200 }) })))
  return async ({ request, response, path, query }) => {
    const match = findRoute({ method: request.method ?? 'GET', path })
    const route = match && routes.find((candidate) => candidate.path === match.route.path && candidate.method === match.route.method)
    if (match === undefined || route === undefined) {
      const json = { error: `There is nothing at ${path}. The networks are ${simulator.networks.join(', ')}; the simulator's own API is at /_simulator.` }
      return sendAnswer({ response, answer: { status: 404, json } })
    }
    const bytes = await readBytes(request)
    sendAnswer({ response, answer: answerOf(() => route.handle({ query, params: match.params, body: () => parse(bytes), headers: request.headers })) })
  }
}

function answerOf(handle: () => Answer): Answer {
  try {
    return handle()
  } catch (error) {
    return { status: 400, json: { error: error instanceof Error ? error.message : String(error) } }
  }
}

function parse(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') || '{}')
  } catch {
    throw new Error('body: must be JSON')
  }
}
