import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../http/services.ts'
import { createAppRouter, type AppRouter } from './app-router.ts'
import { createCallerContext } from './caller-context.ts'
import { registerMemberUploads } from './register-member-uploads.ts'

/** Mounts the dashboard's door. */
export async function registerTrpc({ app, services }: { app: FastifyInstance; services: Services }): Promise<void> {
  const trpcOptions: FastifyTRPCPluginOptions<AppRouter>['trpcOptions'] = {
    router: createAppRouter(services),
    createContext: ({ req }) => createCallerContext({ request: req, services }),
    onError: ({ error, path, req }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') req.log.error({ err: error.cause ?? error, path }, 'a call of the dashboard failed')
    },
  }
  registerMemberUploads({ app, services })
  await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions })
}
