import type { Flow } from '@flowdev/sdk'
import { UsageError } from '../command/usage-error.ts'
import type { Session } from './resolve-session.ts'

export type Client = {
  flow: Flow
  /** The last answer as it came, with what the SDK does not hand on, such as the findings of a new post. */
  lastAnswer: () => { text: string; requestId: string | null }
}

/** A client of the SDK for the session. */
export async function createClient({ session, isKeeping = true }: { session: Session; isKeeping?: boolean }): Promise<Client> {
  const sdk = await import('@flowdev/sdk')
  let last = { text: '', requestId: null as string | null }
  if (session.apiKey === undefined) {
    throw new sdk.FlowAuthenticationError({ code: 'MISSING_API_KEY', type: 'authentication_error', message: 'There is no API key.' })
  }
  const fetchAndKeep = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, init)
    const text = await response
      .clone()
      .text()
      .catch(() => '')
    last = { text, requestId: response.headers.get('x-request-id') }
    return response
  }
  try {
    const flow = new sdk.Flow(session.apiKey, { baseURL: session.baseUrl, maxRetries: session.maxRetries, ...(isKeeping ? { fetch: fetchAndKeep } : {}) })
    return { flow, lastAnswer: () => last }
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError('The base URL must be an http(s) address without credentials, query or fragment.')
    throw error
  }
}
