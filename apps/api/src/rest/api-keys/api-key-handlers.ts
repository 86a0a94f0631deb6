import { createApiKey, deleteApiKey, getApiKey, listApiKeys, toApiKeyResource, updateApiKey } from '@flow/core'
import type { HandlerTable } from '../handler-types.ts'
import { toListQuery } from '../to-list-query.ts'

export const apiKeyHandlers: Pick<HandlerTable, 'listApiKeys' | 'createApiKey' | 'getApiKey' | 'updateApiKey' | 'deleteApiKey'> = {
  listApiKeys: async ({ ctx, query }) => {
    const { rows, pagination } = await listApiKeys({ ctx, query: toListQuery(query) })
    return { data: rows.map(toApiKeyResource), pagination }
  },
  createApiKey: async ({ ctx, body }) => {
    const { key, apiKey } = await createApiKey({ ctx, body })
    return { data: { ...toApiKeyResource(key), apiKey } }
  },
  getApiKey: async ({ ctx, path }) => ({ data: toApiKeyResource(await getApiKey({ ctx, id: path.id })) }),
  updateApiKey: async ({ ctx, services, path, body }) => {
    const key = await updateApiKey({ ctx, id: path.id, body })
    services.keyCache.forget(path.id)
    return { data: toApiKeyResource(key) }
  },
  deleteApiKey: async ({ ctx, services, path }) => {
    await deleteApiKey({ ctx, id: path.id })
    services.keyCache.forget(path.id)
    return undefined
  },
}
