import { rm } from 'node:fs/promises'
import { createMedia, DomainError, requirePermission, toMediaResource, type Context } from '@flow/core'
import { TRPCError } from '@trpc/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Services } from '../http/services.ts'
import { receiveUpload } from '../media/receive-upload.ts'
import { createCallerContext } from './caller-context.ts'

/** Takes a signed-in member's file: a plain route, since a browser tells the progress of a form it sends, and not of a call. */
export function registerMemberUploads({ app, services }: { app: FastifyInstance; services: Services }): void {
  const callers = new WeakMap<FastifyRequest, Context>()
  app.post('/dashboard/media', {
    // Before the body is read.
    onRequest: async (request) => {
      const ctx = await findMember({ request, services })
      requirePermission(ctx, 'media:write')
      callers.set(request, ctx)
    },
    handler: async (request, reply) => {
      const ctx = callers.get(request)
      if (!ctx) throw new Error('an upload was reached without a caller')
      const upload = await receiveUpload({ request, services })
      try {
        return await reply.status(201).send({ data: toMediaResource(await createMedia({ ctx, blobs: services.blobs, ...upload })) })
      } finally {
        await rm(upload.file.temporaryPath, { force: true })
      }
    },
  })
}

async function findMember({ request, services }: { request: FastifyRequest; services: Services }): Promise<Context> {
  try {
    const { signedIn } = await createCallerContext({ request, services })
    if (signedIn) return signedIn.ctx
  } catch (error) {
    if (error instanceof TRPCError) throw new DomainError({ code: 'INSUFFICIENT_PERMISSIONS', message: error.message })
    throw error
  }
  throw new DomainError({ code: 'INVALID_API_KEY', message: 'Sign in to go on.' })
}
