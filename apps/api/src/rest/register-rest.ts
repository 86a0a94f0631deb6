import { rm } from 'node:fs/promises'
import { operationTable, type OperationId } from '@flow/contract'
import { DomainError, invalid, requirePermission, type Context } from '@flow/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authenticate } from '../http/authenticate.ts'
import { sendError } from '../http/error-response.ts'
import { fingerprintOf, once, readIdempotencyKey, type Outcome } from '../http/idempotency.ts'
import { noteChanges } from '../http/note-changes.ts'
import { limitRate } from '../http/rate-limit/limit-rate.ts'
import type { Services } from '../http/services.ts'
import { receiveUpload } from '../media/receive-upload.ts'
import type { HandlerInput, Upload } from './handler-types.ts'
import { handlers } from './handlers.ts'
import { parseBody, parseQuery } from './parse-request.ts'

const batchLimitBytes = 16 * 1024 * 1024
const urlLimitBytes = 16 * 1024
// Often asked, and all that they do is in the database.
const reversible: ReadonlySet<OperationId> = new Set(['createPost', 'createPosts'])

/** Registers every operation of the spec: who, may they, is it valid, once only, the verb, the answer. */
export function registerRest({ app, services }: { app: FastifyInstance; services: Services }): void {
  const callers = new WeakMap<FastifyRequest, Context>()
  for (const operation of Object.values(operationTable)) {
    app.route({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      // Documented methods only; HEAD would be a method that the spec does not know.
      exposeHeadRoute: false,
      config: { operation: operation.id },
      ...(operation.batch === null ? {} : { bodyLimit: batchLimitBytes }),
      // Before the body is read: who may not ask is told so, and what is refused for its body is counted too.
      onRequest: async (request, reply) => {
        const ctx = await authenticate({ request, services })
        await limitRate({ ctx, operation, reply, rateLimiter: services.rateLimiter })
        if (request.url.length > urlLimitBytes) throw invalid({ field: 'url', message: 'is longer than 16 KB; filter by fewer or shorter values' })
        if (operation.permission !== null) requirePermission(ctx, operation.permission)
        callers.set(request, ctx)
      },
      handler: (request, reply) => {
        const ctx = callers.get(request)
        if (!ctx) throw new Error(`${operation.id} was reached without a caller`)
        return answer({ id: operation.id, ctx, request, reply, services })
      },
    })
  }
}

async function answer({
  id,
  ctx,
  request,
  reply,
  services,
}: {
  id: OperationId
  ctx: Context
  request: FastifyRequest
  reply: FastifyReply
  services: Services
}): Promise<FastifyReply> {
  const upload = operationTable[id].body === 'multipart' ? await receiveUpload({ request, services }) : undefined
  try {
    return await perform({ id, ctx, request, reply, services, upload })
  } finally {
    // Kept media have moved on; what was refused, or answered from what was kept, leaves nothing behind.
    if (upload) await rm(upload.file.temporaryPath, { force: true })
  }
}

async function perform({
  id,
  ctx,
  request,
  reply,
  services,
  upload,
}: {
  id: OperationId
  ctx: Context
  request: FastifyRequest
  reply: FastifyReply
  services: Services
  upload: Upload | undefined
}): Promise<FastifyReply> {
  const noted = noteChanges({ ctx, tell: services.tell })
  const run = (runCtx: Context) => handle({ id, ctx: runCtx, request, services, upload })
  const key = operationTable[id].isIdempotent ? readIdempotencyKey(request.headers['idempotency-key']) : undefined
  if (key === undefined) {
    const outcome = await run(noted.ctx)
    noted.tellNoted()
    return send({ reply, outcome })
  }

  const body = upload ? Buffer.from(`${upload.file.sha256} ${upload.file.filename} ${upload.altText ?? ''}`) : rawBody(request)
  const fingerprint = fingerprintOf({ method: request.method, path: request.url, body })
  const outcome = await once({ ctx: noted.ctx, key, fingerprint, sealer: services.sealer, isReversible: reversible.has(id), run })
  if ('isReplayed' in outcome && outcome.isReplayed) reply.header('idempotent-replayed', 'true')
  if ('failure' in outcome) return sendError({ request, reply, error: outcome.failure })
  noted.tellNoted()
  return send({ reply, outcome })
}

async function handle({
  id,
  ctx,
  request,
  services,
  upload,
}: {
  id: OperationId
  ctx: Context
  request: FastifyRequest
  services: Services
  upload: Upload | undefined
}): Promise<Outcome> {
  const { validators } = services
  const input = {
    ctx,
    services,
    path: request.params,
    query: parseQuery({ id, query: request.query, validators }),
    body: operationTable[id].body === 'json' ? parseBody({ id, raw: rawBody(request), validators }) : undefined,
    upload,
  }
  // The validators have just judged the input by the very operation that this handler is typed by.
  const handler = handlers[id] as (input: HandlerInput<OperationId>) => Promise<unknown>
  return { status: operationTable[id].successStatus, body: await handler(input as unknown as HandlerInput<OperationId>) }
}

function rawBody(request: FastifyRequest): Buffer {
  if (Buffer.isBuffer(request.body)) return request.body
  if (request.body === undefined || request.body === null) return Buffer.alloc(0)
  throw new DomainError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send the body as application/json.' })
}

function send({ reply, outcome }: { reply: FastifyReply; outcome: Outcome }): FastifyReply {
  if (outcome.status === 204) return reply.status(204).send()
  return reply.status(outcome.status).type('application/json; charset=utf-8').send(JSON.stringify(outcome.body))
}
