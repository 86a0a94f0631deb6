import type { IncomingMessage, ServerResponse } from 'node:http'
import { createExchange } from './create-exchange.ts'
import { createRouter } from './create-router.ts'
import { findCaller, judgeRequest } from './judge-request.ts'
import { logCall } from './log-call.ts'
import type { Network } from './network.ts'
import type { NetworkRequest } from './network-request.ts'
import { parseBody } from './parse-body.ts'
import { playRoute, type Outcome } from './play-route.ts'
import { readBytes } from './read-bytes.ts'
import { sendAnswer } from './send-answer.ts'
import { takeRate } from './take-rate.ts'
import type { World } from './world.ts'

type Incoming = { request: IncomingMessage; response: ServerResponse; path: string; query: URLSearchParams; baseUrl: string }

const nothing = Buffer.alloc(0)

/** Serves one network: finds the route, judges the caller, plays the fault, answers and writes the call down. */
export function createNetworkServer({
  network,
  world,
  signal,
  delay,
}: {
  network: Network
  world: World
  /** Ends what hangs. */
  signal: AbortSignal
  /** Passes before every answer. */
  delay: () => Promise<void> | undefined
}): (incoming: Incoming) => Promise<void> {
  const findRoute = createRouter(network.routes)
  const name = network.name
  return async ({ request: raw, response, path: asked, query, baseUrl }) => {
    const startedAtMs = world.nowMs()
    const method = raw.method ?? 'GET'
    const path = network.rewrite?.({ path: asked, query }) ?? asked
    const match = findRoute({ method, path })
    const unread: NetworkRequest = { method, path, query, headers: raw.headers, bytes: nothing, body: {}, files: [], isMalformed: false }

    if (match && world.faults.hasBlindRefusals()) {
      const { account } = findCaller({ network, request: unread, world })
      if (world.faults.drawRefusal({ network: name, operation: match.route.operation, account })) {
        logCall({ world, network: name, match, request: unread, account, status: null, fault: 'refuse', startedAtMs })
        return void raw.socket.resetAndDestroy()
      }
    }

    const bytes = await readBytes(raw)
    const request = { ...unread, ...(bytes ? { bytes, ...(await parseBody({ bytes, contentType: raw.headers['content-type'] ?? '' })) } : {}) }
    const caller = findCaller({ network, request, world })
    const { account, token } = caller
    if (match === undefined || bytes === undefined) {
      const answer = bytes === undefined ? network.errors.status(413) : network.errors.notFound()
      logCall({ world, network: name, match, request, account, status: answer.status, startedAtMs })
      return sendAnswer({ response, answer })
    }

    const { route, params } = match
    const refused = judgeRequest({ network, route, request, caller })
    const rate = refused ? { refusal: refused } : takeRate({ network, route, account, world })
    const { exchange, fault } = rate.refusal
      ? { exchange: undefined, fault: undefined }
      : createExchange({ network, route, request, params, account, token, baseUrl, world })
    let outcome: Outcome
    try {
      outcome = exchange ? await playRoute({ network, route, exchange, fault, signal }) : { answer: rate.refusal ?? network.errors.status(500), isCut: false }
      await delay()
    } catch (error) {
      if (signal.aborted) return void raw.socket.destroy()
      throw error
    }
    logCall({
      world,
      network: name,
      match,
      request,
      account: exchange?.account ?? account,
      status: outcome.answer?.status ?? null,
      fault: fault?.kind,
      startedAtMs,
    })
    if (outcome.answer) return sendAnswer({ response, answer: outcome.answer, headers: rate.headers, isCut: outcome.isCut })
    if (outcome.isReset) raw.socket.resetAndDestroy()
    else raw.socket.destroy()
  }
}
