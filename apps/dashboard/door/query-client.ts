import { QueryCache, QueryClient } from '@tanstack/react-query'
import { toFlowError } from './flow-error.ts'

/** `onSignedOut` is called when the API no longer knows who is asking. */
export function createQueryClient({ onSignedOut }: { onSignedOut: (client: QueryClient) => void }): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (toFlowError(error).httpStatus === 401) onSignedOut(client)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 1_000,
        retry: (failureCount, error) => failureCount < 2 && isWorthRepeating(error),
        retryDelay: (attempt) => 500 * 2 ** attempt,
        networkMode: 'always',
      },
      // A write is never repeated unasked: it may have happened.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return client
}

const isWorthRepeating = (error: unknown) => {
  const { httpStatus } = toFlowError(error)
  return httpStatus === undefined || httpStatus >= 500
}
