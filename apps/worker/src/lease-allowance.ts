import { setTimeout as sleep } from 'node:timers/promises'
import { leaseNetworkAllowance } from '@flow/core'
import type { SqlRunner } from '@flow/db'
import type { NetworkAdapter } from '@flow/networks'

const blockSize = 25
const askAgainMs = 100

/**
 * Holds all workers together to the rate that a network allows this Flow. Each takes blocks for what waits, so that the one row is written seldom.
 * @returns a wait for one's turn, which also ends when the signal aborts
 */
export function leaseAllowance({ db, adapter, signal }: { db: SqlRunner; adapter: NetworkAdapter; signal: AbortSignal }): () => Promise<void> {
  const { network } = adapter
  const rate = adapter.capabilities.rates.app
  if (!rate) return async () => undefined
  const waiting: (() => void)[] = []
  let isPumping = false
  const pump = async () => {
    isPumping = true
    try {
      while (waiting.length > 0 && !signal.aborted) {
        const given = await leaseNetworkAllowance({ db, network, rate, wanted: Math.min(blockSize, waiting.length) })
        for (const go of waiting.splice(0, given)) go()
        if (given === 0) await sleep(askAgainMs, undefined, { signal }).catch(() => undefined)
      }
    } finally {
      isPumping = false
      if (signal.aborted) for (const go of waiting.splice(0)) go()
    }
  }
  return () =>
    new Promise((resolve, reject) => {
      waiting.push(resolve)
      if (!isPumping) pump().catch(reject)
    })
}
