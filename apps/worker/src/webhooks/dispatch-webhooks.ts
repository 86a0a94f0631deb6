import { attemptDelivery, claimDeliveries, type Tell, type WebhookPort } from '@flow/core'
import type { SqlRunner } from '@flow/db'
import type { Logger } from 'pino'
import { every, type Loop } from '../every.ts'
import { createPaces } from './paces.ts'

const pollEveryMs = 500

/** Sends what is due to webhooks, each at the pace its endpoint keeps up with. */
export function dispatchWebhooks({
  db,
  port,
  slots,
  log,
  tell,
  onError,
}: {
  db: SqlRunner
  port: WebhookPort
  slots: number
  log: Logger
  tell: Tell
  onError: (error: unknown) => void
}): Loop {
  const paces = createPaces()
  const inWork = new Set<Promise<void>>()
  const loop = every({
    intervalMs: pollEveryMs,
    onError,
    work: async () => {
      const limit = slots - inWork.size
      const claimed = await claimDeliveries({ db, limit, freeOf: paces.free(), freeByDefault: paces.first })
      for (const { id, webhookId } of claimed) {
        paces.begin(webhookId)
        const work = attemptDelivery({ db, port, deliveryId: id, tell })
          .then((isTaken) => paces.end({ webhookId, isTaken }))
          .catch((error: unknown) => {
            paces.end({ webhookId, isTaken: false })
            log.error({ err: error, deliveryId: id }, 'a webhook delivery could not be settled; it is tried again when its lease ends')
          })
          .finally(() => {
            inWork.delete(work)
            loop.wake()
          })
        inWork.add(work)
      }
      return { isMore: claimed.length > 0 && claimed.length < limit }
    },
  })
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop()
      await Promise.all(inWork)
    },
  }
}
