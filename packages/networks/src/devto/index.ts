import { callNetwork } from '../kit/call-network.ts'
import type { AccountInput, NetworkAdapter, PublishInput } from '../port/network-adapter.ts'
import { devtoCapabilities } from './capabilities.ts'
import { readForemAccount } from './credentials.ts'
import { findArticle } from './find-article.ts'
import { toAccount, toPublished } from './from-devto-response.ts'
import { mapDevtoError } from './map-devto-error.ts'
import { toDevtoPost } from './to-devto-post.ts'

// Without a User-Agent Forem takes the caller for a bot and answers 403.
const headers = { accept: 'application/vnd.forem.api-v1+json', 'user-agent': 'Flow' }

/** An account on dev.to or another Forem, by its API key. */
export function createDevto(): NetworkAdapter {
  const { displayName } = devtoCapabilities
  const ask = async ({ credentials, fetch, signal, path, json }: AccountInput & { path: string; json?: object }): Promise<unknown> => {
    const { server, apiKey } = readForemAccount(credentials)
    const isWrite = json !== undefined
    const answer = await callNetwork({
      fetch,
      signal,
      displayName,
      url: `${server}/api/${path}`,
      method: isWrite ? 'POST' : 'GET',
      headers: { ...headers, 'api-key': apiKey },
      isWrite,
      ...(json ? { json } : {}),
    })
    if (answer.status < 200 || answer.status > 299) throw mapDevtoError({ answer, isWrite })
    return answer.json
  }
  const toArticle = ({ item, credentials }: PublishInput) => toDevtoPost({ item, server: readForemAccount(credentials).server })
  return {
    network: 'devto',
    capabilities: devtoCapabilities,
    verify: async (input) => toAccount({ json: await ask({ ...input, path: 'users/me' }), server: readForemAccount(input.credentials).server }),
    submit: async (input) => {
      const article = toArticle(input)
      return toPublished({ json: await ask({ ...input, path: 'articles', json: { article } }), isPublished: article.published })
    },
    probe: async (input) =>
      findArticle({ articles: await ask({ ...input, path: 'articles/me/all?per_page=100' }), wanted: toArticle(input), dueAt: input.item.dueAt }),
  }
}
