import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '../faults/fault-rule.ts'
import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import type { Network, Route } from './network.ts'
import { Refusal } from './refusal.ts'

/** What is to be sent: an answer, whole or cut; or nothing, the connection being closed. */
export type Outcome = { answer: Answer; isCut: boolean } | { answer: null; isReset: boolean }

/** Runs a route's handler with a fault played on it. */
export async function playRoute({
  network,
  route,
  exchange,
  fault,
  signal,
}: {
  network: Network
  route: Route
  exchange: Exchange
  fault: Fault | undefined
  signal: AbortSignal
}): Promise<Outcome> {
  const { errors } = network
  const run = async (): Promise<Answer> => {
    try {
      return await route.handle(exchange)
    } catch (error) {
      if (error instanceof Refusal) return error.answer
      throw error
    }
  }
  const whole = (answer: Answer): Outcome => ({ answer, isCut: false })
  switch (fault?.kind) {
    case 'refuse':
      return { answer: null, isReset: true }
    case 'status':
      return whole(fault.body === undefined ? errors.status(fault.status) : { status: fault.status, json: fault.body })
    case 'revoked-token':
      return whole(route.unauthorized?.() ?? errors.unauthorized('revoked'))
    case 'rate-limit':
      return whole(errors.rateLimit({ resetMs: fault.resetMs, nowMs: exchange.world.nowMs() }))
    case 'error-after-effect':
      await run()
      return whole(errors.status(fault.status))
    case 'lose-answer':
      await run()
      return { answer: null, isReset: false }
    case 'truncate':
      return { answer: await run(), isCut: true }
    case 'hang': {
      if (fault.when === 'before') await sleep(fault.ms, undefined, { signal })
      const answer = await run()
      if (fault.when === 'after') await sleep(fault.ms, undefined, { signal })
      return whole(answer)
    }
    default:
      return whole(await run())
  }
}
