import { errorCodes, type ErrorCode, type Schemas } from '@flow/contract/types'

/** `field` and `message`, and of a network's refusal also the finding's own fields. */
export type ErrorDetail = { field: string; message: string } & Partial<Omit<Schemas['Finding'], 'field'>>

/** A failure that the caller is told of, by a code of the contract. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetail[]
  readonly retryAfterSeconds: number | undefined

  constructor({ code, message, details = [], retryAfterSeconds }: { code: ErrorCode; message?: string; details?: ErrorDetail[]; retryAfterSeconds?: number }) {
    super(message ?? `${errorCodes[code].meaning} ${errorCodes[code].remedy}`)
    this.name = 'DomainError'
    this.code = code
    this.details = details
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** One or more fields are not what they must be. */
export function invalid(...details: ErrorDetail[]): DomainError {
  const count = details.length === 1 ? '1 problem' : `${details.length} problems`
  const listed = details.map((detail) => (detail.field ? `${detail.field} ${detail.message}` : detail.message)).join('; ')
  return new DomainError({ code: 'VALIDATION_ERROR', message: `The request has ${count}: ${listed.replace(/\.$/, '')}.`, details })
}

export function notFound(code: Extract<ErrorCode, `${string}_NOT_FOUND`>): DomainError {
  return new DomainError({ code })
}
