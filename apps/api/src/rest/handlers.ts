import { analyticsHandlers } from './analytics/analytics-handlers.ts'
import { apiKeyHandlers } from './api-keys/api-key-handlers.ts'
import { channelHandlers } from './channels/channel-handlers.ts'
import { eventHandlers } from './events/event-handlers.ts'
import { connectionHandlers } from './connections/connection-handlers.ts'
import type { HandlerTable } from './handler-types.ts'
import { mediaHandlers } from './media/media-handlers.ts'
import { networkHandlers } from './networks/network-handlers.ts'
import { postHandlers } from './posts/post-handlers.ts'
import { testHandlers } from './test/test-handlers.ts'
import { webhookHandlers } from './webhooks/webhook-handlers.ts'

export const handlers = {
  ...postHandlers,
  ...channelHandlers,
  ...connectionHandlers,
  ...networkHandlers,
  ...mediaHandlers,
  ...apiKeyHandlers,
  ...eventHandlers,
  ...analyticsHandlers,
  ...webhookHandlers,
  ...testHandlers,
} satisfies HandlerTable
