import type { Answer } from './answer.ts'
import type { Network, Route } from './network.ts'
import type { Operation } from './operation.ts'
import type { NetworkRequest } from './network-request.ts'
import { readToken, type TokenState } from './read-token.ts'
import type { World } from './world.ts'

export type Caller = { token: string | null; account: string; state: TokenState | 'missing' }

export function findCaller({ network, request, world }: { network: Network; request: NetworkRequest; world: World }): Caller {
  const token = network.tokenOf(request)
  return token === null ? { token, account: '', state: 'missing' } : { token, ...readToken({ token, world }) }
}

const writes: ReadonlySet<Operation> = new Set(['create', 'upload', 'edit', 'delete'])

/** What any network says before it looks at what is asked: to whom it does not listen, and what it can't read. */
export function judgeRequest({
  network,
  route,
  request,
  caller,
}: {
  network: Network
  route: Route
  request: NetworkRequest
  caller: Caller
}): Answer | undefined {
  const { errors } = network
  if (!route.isOpen && (caller.state === 'missing' || caller.state === 'expired' || caller.state === 'revoked')) return errors.unauthorized(caller.state)
  if (request.isMalformed && !network.takesAnyBody) return errors.status(400)
  return caller.state === 'forbidden' && writes.has(route.operation) ? errors.forbidden() : undefined
}
