import { analyticsHandlers } from './analytics/analytics-handlers.ts'
import { apiKeyHandlers } from './api-keys/api-key-handlers.ts'
import { channelHandlers } from './channels/channel-handlers.ts'
import { eventHandlers } from './events/event-handlers.ts'
import type { HandlerTable } from './handler-types.ts'
import { mediaHandlers } from './media/media-handlers.ts'
import { postHandlers } from './posts/post-handlers.ts'

export const handlers = {
  ...postHandlers,
  ...channelHandlers,
  ...mediaHandlers,
  ...apiKeyHandlers,
  ...eventHandlers,
  ...analyticsHandlers,
} satisfies HandlerTable
