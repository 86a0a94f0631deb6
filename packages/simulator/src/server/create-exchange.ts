import type { Fault } from '../faults/fault-rule.ts'
import { isTextInBody } from '../faults/is-text-in-body.ts'
import type { Exchange } from './exchange.ts'
import type { Network, Route } from './network.ts'

/** One request's way through its handler, and the fault that is drawn for it. */
export function createExchange({
  network,
  route,
  ...given
}: Pick<Exchange, 'request' | 'params' | 'account' | 'token' | 'baseUrl' | 'world'> & {
  network: Network
  route: Route
}): { exchange: Exchange; fault: Fault | undefined } {
  const { request, account, world } = given
  let fault: Fault | undefined
  const exchange: Exchange = {
    ...given,
    processingMs: world.settings.processingMs,
    isMediaUnreachable: false,
    publish: (post) => {
      const made = { network: network.name, account: exchange.account, nowMs: world.nowMs(), ...post }
      return fault?.kind === 'silent-drop' ? world.ledger.imagine(made) : world.ledger.add(made)
    },
  }
  const hasText = (text: string): boolean => {
    if (route.textOf) return route.textOf(exchange).includes(text)
    return isTextInBody({ text, body: request.body }) || request.bytes.includes(text)
  }
  fault = world.faults.draw({ network: network.name, operation: route.operation, account, hasText })
  if (fault?.kind === 'slow-processing') exchange.processingMs = fault.ms
  if (fault?.kind === 'media-unreachable') exchange.isMediaUnreachable = true
  return { exchange, fault }
}
