import { apiKeyHandlers } from './api-keys/api-key-handlers.ts'
import { channelHandlers } from './channels/channel-handlers.ts'
import type { HandlerTable } from './handler-types.ts'
import { mediaHandlers } from './media/media-handlers.ts'
import { postHandlers } from './posts/post-handlers.ts'

export const handlers = { ...postHandlers, ...channelHandlers, ...mediaHandlers, ...apiKeyHandlers } satisfies HandlerTable
