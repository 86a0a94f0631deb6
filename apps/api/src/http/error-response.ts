import { errorCodes, type ErrorCode, type Schemas } from '@flow/contract'
import { DomainError, invalid } from '@flow/core'
import type { FastifyReply, FastifyRequest } from 'fastify'

// As the spec has it; an atomic batch has a thousand items.
const mostDetails = 1_000

/** Puts an error into the contract's envelope. What we did not foresee is INTERNAL_ERROR, told in the log and nowhere else. */
export function sendError({ request, reply, error }: { request: FastifyRequest; reply: FastifyReply; error: unknown }): FastifyReply {
  const told = toDomainError(error)
  const { status, type } = errorCodes[told.code]
  if (status >= 500) request.log.error({ err: error }, told.code)
  const retryAfter = told.retryAfterSeconds
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (status === 413) dropTheRest({ request, reply })
  const body: Schemas['Error'] = {
    error: {
      type,
      code: told.code,
      message: told.message,
      details: told.details.slice(0, mostDetails),
      requestId: request.id,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    },
  }
  return reply.status(status).type('application/json; charset=utf-8').send(JSON.stringify(body))
}

/** A connection closed on a caller who is still sending would often take the answer with it. The time a request may take bounds what is read. */
function dropTheRest({ request, reply }: { request: FastifyRequest; reply: FastifyReply }): void {
  reply.removeHeader('connection')
  request.raw.resume()
}

// What the server's own parts throw, by their codes.
const foreign: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_REQ_FILE_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_FILES_LIMIT: 'VALIDATION_ERROR',
  FST_FIELDS_LIMIT: 'VALIDATION_ERROR',
  FST_PARTS_LIMIT: 'VALIDATION_ERROR',
  FST_MP_PREMATURE_CLOSE: 'VALIDATION_ERROR',
  FST_PROTO_VIOLATION: 'VALIDATION_ERROR',
  FST_INVALID_JSON_FIELD_ERROR: 'VALIDATION_ERROR',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'VALIDATION_ERROR',
  ENOSPC: 'INSUFFICIENT_STORAGE',
  EDQUOT: 'INSUFFICIENT_STORAGE',
}

const unavailable = /^(ECONNREFUSED|ECONNRESET|57P0[123]|53[123]00|55000|08\w{3})$/

export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  const { code, message } = describe(error)
  const known = foreign[code]
  if (known === 'PAYLOAD_TOO_LARGE')
    return new DomainError({
      code: known,
      message: 'The request body is larger than this operation takes (1 MB of JSON, 16 MB of a batch; 10 MB an image, 500 MB a video).',
    })
  if (known === 'UNSUPPORTED_MEDIA_TYPE') return new DomainError({ code: known, message: 'Send the body as application/json.' })
  if (/^(Multipart: |Unexpected end of (multipart|form))/.test(message))
    return invalid({ field: 'file', message: 'is not readable: send multipart/form-data with its boundary in the Content-Type header' })
  if (known) return new DomainError({ code: known })
  if (unavailable.test(code) || /timeout exceeded when trying to connect|Connection terminated/.test(message)) {
    return new DomainError({ code: 'SERVICE_UNAVAILABLE', message: 'Flow can’t reach its database just now. Repeat the request in 1 s.', retryAfterSeconds: 1 })
  }
  if (code === 'DATABASE_BUSY' || /callers wait for the database/.test(message))
    return new DomainError({ code: 'SERVICE_UNAVAILABLE', message: 'Flow is busy; nothing was changed. Repeat the request in 1 s.', retryAfterSeconds: 1 })
  if (code === '57014') {
    const message = 'The request took longer than 10 s and was ended; nothing was changed. Narrow the filter or sort by another field, or repeat it in 1 s.'
    return new DomainError({ code: 'SERVICE_UNAVAILABLE', message, retryAfterSeconds: 1 })
  }
  if (code === 'BLOB_STORE_FAILED')
    return new DomainError({
      code: 'SERVICE_UNAVAILABLE',
      message: 'Flow can’t reach its store of media just now. Repeat the request in 5 s.',
      retryAfterSeconds: 5,
    })
  return new DomainError({ code: 'INTERNAL_ERROR' })
}

function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) }
  return { code: 'code' in error && typeof error.code === 'string' ? error.code : '', message: error.message }
}
