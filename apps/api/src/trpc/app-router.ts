import type { Services } from '../http/services.ts'
import { createApiKeysRouter } from './api-keys-router.ts'
import { createChannelsRouter } from './channels-router.ts'
import { createConnectionsRouter } from './connections-router.ts'
import { createContractInput } from './contract-input.ts'
import { createMediaRouter } from './media-router.ts'
import { createPostsRouter } from './posts-router.ts'
import { router } from './procedures.ts'
import { sessionRouter } from './session-router.ts'
import { setupRouter } from './setup-router.ts'
import { createTestRouter } from './test-router.ts'

/** The dashboard's door: the same verbs as the REST door, for a signed-in member. */
export function createAppRouter({ validators }: Pick<Services, 'validators'>) {
  const input = createContractInput(validators)
  return router({
    session: sessionRouter,
    setup: setupRouter,
    channels: createChannelsRouter(input),
    connections: createConnectionsRouter(input),
    posts: createPostsRouter(input),
    media: createMediaRouter(input),
    test: createTestRouter(input),
    apiKeys: createApiKeysRouter(input),
  })
}

export type AppRouter = ReturnType<typeof createAppRouter>
