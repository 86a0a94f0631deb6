import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listDeliveries,
  listWebhooks,
  replayDelivery,
  rotateWebhookSecret,
  testWebhook,
  toDeliveryResource,
  toWebhookResource,
  updateWebhook,
} from '@flow/core'
import type { OperationsOf } from '../handler-types.ts'
import { toListQuery } from '../to-list-query.ts'

export const webhookHandlers: OperationsOf<'webhooks'> = {
  listWebhooks: async ({ ctx, query }) => {
    const { rows, pagination } = await listWebhooks({ ctx, query: toListQuery(query) })
    return { data: rows.map(toWebhookResource), pagination }
  },
  createWebhook: async ({ ctx, services: { webhookPort: port }, body }) => {
    const { webhook, secret } = await createWebhook({ ctx, port, body })
    return { data: { ...toWebhookResource(webhook), secret } }
  },
  getWebhook: async ({ ctx, path }) => ({ data: toWebhookResource(await getWebhook({ ctx, id: path.id })) }),
  updateWebhook: async ({ ctx, services: { webhookPort: port }, path, body }) => ({
    data: toWebhookResource(await updateWebhook({ ctx, port, id: path.id, body })),
  }),
  deleteWebhook: async ({ ctx, path }) => {
    await deleteWebhook({ ctx, id: path.id })
    return undefined
  },
  rotateWebhookSecret: async ({ ctx, services: { webhookPort: port }, path }) => {
    const { webhook, secret } = await rotateWebhookSecret({ ctx, port, id: path.id })
    return { data: { ...toWebhookResource(webhook), secret } }
  },
  testWebhook: async ({ ctx, services: { webhookPort: port }, path }) => ({ data: toDeliveryResource(await testWebhook({ ctx, port, id: path.id })) }),
  listWebhookDeliveries: async ({ ctx, path, query: { status, ...query } }) => {
    const { rows, pagination } = await listDeliveries({ ctx, webhookId: path.id, status, query: toListQuery(query) })
    return { data: rows.map(toDeliveryResource), pagination }
  },
  replayWebhookDelivery: async ({ ctx, path }) => ({ data: toDeliveryResource(await replayDelivery({ ctx, webhookId: path.id, id: path.deliveryId })) }),
}
