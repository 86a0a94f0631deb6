import type { IncomingHttpHeaders } from 'node:http'
import type { Fault } from '../faults/fault-rule.ts'
import type { Match } from './create-router.ts'
import { describeBody } from './describe-body.ts'
import type { NetworkRequest } from './network-request.ts'
import type { World } from './world.ts'

/** Writes a request down. What a request to sign in says is left out, and so is a token in a path. */
export function logCall({
  world,
  network,
  match,
  request,
  account,
  status,
  fault,
  startedAtMs,
}: {
  world: World
  network: string
  match: Match | undefined
  request: NetworkRequest
  account: string
  status: number | null
  fault?: Fault['kind'] | undefined
  startedAtMs: number
}): void {
  const { method, path, headers } = request
  const secret = match?.params.token
  world.calls.add({
    at: new Date(startedAtMs).toISOString(),
    network,
    operation: match?.route.operation ?? null,
    method,
    path: secret ? path.replace(secret, '***') : path,
    account,
    status,
    fault: fault ?? null,
    durationMs: world.nowMs() - startedAtMs,
    body: match?.route.operation === 'auth' ? null : describeBody(request),
    headers: network === 'webhook' ? toTexts(headers) : null,
  })
}

const toTexts = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])))
