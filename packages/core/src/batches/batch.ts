import type { Schemas } from '@flow/contract/types'
import { errorCodes } from '@flow/contract/types'
import { DomainError, type ErrorDetail } from '../domain-error.ts'

/** What became of one item: its value, or why it failed. */
export type ItemOutcome<Value> = { value: Value } | { error: DomainError }

export const isFailed = <Value>(outcome: ItemOutcome<Value>): outcome is { error: DomainError } => 'error' in outcome

/** Refuses an atomic batch because of its failed items, each named by its place: `posts[3].content`. */
export function refuseBatch<Value>({ outcomes, field }: { outcomes: ItemOutcome<Value>[]; field: string }): DomainError {
  const details = outcomes.flatMap((outcome, index) => (isFailed(outcome) ? placeDetails({ error: outcome.error, place: `${field}[${index}]` }) : []))
  const failed = outcomes.filter(isFailed).length
  return new DomainError({
    code: 'VALIDATION_ERROR',
    message: `Nothing was changed, since ${failed} of ${outcomes.length} items failed and the batch is atomic. \`details\` names them.`,
    details,
  })
}

function placeDetails({ error, place }: { error: DomainError; place: string }): ErrorDetail[] {
  if (error.details.length === 0) return [{ field: place, message: error.message }]
  return error.details.map((detail) => ({ ...detail, field: detail.field === 'body' ? place : `${place}.${detail.field}` }))
}

export function toItemError({ code, message, details }: DomainError): Schemas['ItemError'] {
  return { type: errorCodes[code].type, code, message, details }
}

export function toSummary(outcomes: ItemOutcome<unknown>[]): { total: number; successful: number; failed: number } {
  const failed = outcomes.filter(isFailed).length
  return { total: outcomes.length, successful: outcomes.length - failed, failed }
}
