import { operationTable, type OperationId, type Validators } from '@flow/contract'
import { DomainError, invalid } from '@flow/core'
import { refuseBrokenText } from '../http/refuse-broken-text.ts'
import { toDetails } from '../http/validation-details.ts'

/** Parses and judges a JSON body; every problem is named at once. */
export function parseBody({ id, raw, validators }: { id: OperationId; raw: Buffer; validators: Validators }): unknown {
  if (raw.length === 0 && !operationTable[id].isBodyRequired) return undefined
  if (raw.length === 0) throw invalid({ field: 'body', message: 'is required: send a JSON object' })
  const body = parseJson(raw)
  refuseBrokenText({ value: body })
  const validate = validators.body(id)
  if (!validate(body)) throw invalid(...toDetails(validate.errors ?? []))
  return body
}

/** Judges a parsed query string; unknown parameters are refused by name. */
export function parseQuery({ id, query, validators }: { id: OperationId; query: unknown; validators: Validators }): unknown {
  const copy = structuredClone(query)
  refuseBrokenText({ value: copy })
  const given = new Set(Object.keys(copy ?? {}))
  const validate = validators.query(id)
  if (!validate(copy)) throw invalid(...toDetails(validate.errors ?? []))
  // Defaults are the verb's affair: `page` given and `page` left out differ where there is a cursor.
  return Object.fromEntries(
    Object.entries(copy ?? {}).filter(([name]) => given.has(name) && (operationTable[id].queryParameters as readonly string[]).includes(name)),
  )
}

function parseJson(raw: Buffer): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    throw new DomainError({ code: 'MALFORMED_JSON', message: 'The request body is not UTF-8 text.' })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const where = error instanceof Error ? (/at position \d+|Unexpected end/.exec(error.message)?.[0] ?? '') : ''
    throw new DomainError({
      code: 'MALFORMED_JSON',
      message: `The request body is not valid JSON${where ? ` (${where.toLowerCase()})` : ''}. Send a JSON object.`,
    })
  }
}
