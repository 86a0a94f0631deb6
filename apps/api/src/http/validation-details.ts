import type { ErrorObject } from '@flow/contract'
import type { ErrorDetail } from '@flow/core'

// A body of 1 MB can have a hundred thousand faults, and nobody mends more than these at once.
const mostDetails = 100

/** Turns the validator's findings into details that name the field and say what it must be. */
export function toDetails(errors: readonly ErrorObject[]): ErrorDetail[] {
  const details = new Map<string, ErrorDetail>()
  for (const error of errors) {
    if (isNoise(error)) continue
    if (details.size === mostDetails) break
    const detail = { field: fieldOf(error), message: messageOf(error) }
    const key = `${detail.field} ${detail.message}`
    if (!details.has(key)) details.set(key, detail)
  }
  return [...details.values()]
}

// The branches of a failed anyOf speak for themselves only where the value is an object.
const isNoise = (error: ErrorObject) =>
  error.keyword === 'anyOf' || error.keyword === 'oneOf' || (/anyOf\/\d/.test(error.schemaPath) && error.keyword === 'type')

function fieldOf(error: ErrorObject): string {
  const parts = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (error.keyword === 'required') parts.push(String(error.params.missingProperty))
  if (error.keyword === 'additionalProperties') parts.push(String(error.params.additionalProperty))
  const [first, ...rest] = parts
  if (first === undefined) return 'body'
  const isFilter = first === 'filter'
  return rest.reduce((path, part) => (isFilter || /^\d+$/.test(part) ? `${path}[${part}]` : `${path}.${part}`), first)
}

function messageOf(error: ErrorObject): string {
  const { keyword, params } = error
  switch (keyword) {
    case 'required':
      return 'is required'
    case 'additionalProperties':
      return 'is not known here; remove it or check its spelling'
    case 'type':
      return `must be ${[params.type].flat().join(' or ')}`
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).join(', ')}`
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} characters`
    case 'maxLength':
      return `must have at most ${thousands(params.limit)} characters; it has ${thousands(String(error.data).length)}`
    case 'minItems':
      return `must have at least ${params.limit} entries`
    case 'maxItems':
      return `must have at most ${params.limit} entries`
    case 'uniqueItems':
      return 'must not name the same twice'
    case 'minimum':
    case 'maximum':
      return `must be ${params.comparison} ${params.limit}`
    case 'minProperties':
      return 'must name at least one field to change'
    case 'format':
      return params.format === 'date-time' ? 'must be an RFC 3339 time with an offset, such as 2026-12-25T10:00:00Z' : `must be a ${params.format}`
    case 'pattern':
      return params.pattern === '^#[0-9A-Fa-f]{6}$' ? 'must be a colour such as #3B82F6' : `must match ${params.pattern}`
    default:
      return error.message ?? 'is not valid'
  }
}

const thousands = (value: unknown) => Number(value).toLocaleString('en')
