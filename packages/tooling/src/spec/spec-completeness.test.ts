import { createValidators, errorCodes, operationTable, type OperationId } from '@flow/contract'
import { describe, expect, test } from 'vitest'
import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }

type Media = { example?: unknown; examples?: Record<string, { value: unknown }> }
type Response = { $ref?: string; description: string; content?: Record<string, Media> }
type Operation = {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: { $ref?: string }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, Response>
  [hint: `x-${string}`]: unknown
}

// The bundled document, which the linter has accepted.
const spec = document as unknown as {
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  webhooks: Record<string, { post: Operation }>
  components: { responses: Record<string, Response> }
}
const operations = Object.entries(spec.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })))
const validators = createValidators()

const resolve = (response: Response): Response => (response.$ref ? (spec.components.responses[response.$ref.split('/').pop() ?? ''] ?? response) : response)
const examplesOf = ({ example, examples = {} }: Media): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples).map(({ value }) => value),
]
const isKeyed = (id: string): id is OperationId => id in operationTable
const takes = (operation: Operation, parameter: string) => (operation.parameters ?? []).some(({ $ref }) => $ref?.endsWith(`/${parameter}`))

describe.each(operations.map((each) => [each.operation.operationId, each] as const))('%s', (id, { method, operation }) => {
  test('says what it is', () => {
    expect(operation.summary).toBeTruthy()
    expect(operation.description).toBeTruthy()
    expect(spec.tags.map(({ name }) => name)).toContain(operation.tags?.[0])
  })

  test('has an example of what is sent, and it is of its form', () => {
    for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
      const examples = examplesOf(media)
      expect(examples.length, type).toBeGreaterThan(0)
      if (type !== 'application/json' || !isKeyed(id)) continue
      const validate = validators.body(id)
      for (const example of examples) expect(validate(structuredClone(example)), JSON.stringify(validate.errors)).toBe(true)
    }
  })

  test('has an example of every answer, and it is of its form', () => {
    for (const [status, given] of Object.entries(operation.responses)) {
      for (const [type, media] of Object.entries(resolve(given).content ?? {})) {
        const examples = examplesOf(media)
        expect(examples.length, `${status} ${type}`).toBeGreaterThan(0)
        if (type !== 'application/json' || !isKeyed(id)) continue
        const validate = validators.response(id, Number(status))
        if (validate === undefined || validate === 'no-content') throw new Error(`${status} has no schema`)
        for (const example of examples) expect(validate(structuredClone(example)), `${status} ${JSON.stringify(validate.errors)}`).toBe(true)
      }
    }
  })

  test('answers what every operation can', () => {
    const always = isKeyed(id) ? ['400', '401', '429', '500', '503'] : ['400', '429', '500', '503']
    const withBody = operation.requestBody ? ['413', '415'] : []
    const withKey = takes(operation, 'idempotency-key') ? ['409', '422'] : []
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining([...always, ...withBody, ...withKey]))
  })

  if (isKeyed(id))
    test('has the hints that generators need', () => {
      expect(operation['x-sdk']).toEqual({ group: expect.any(String), method: expect.any(String) })
      expect('x-permission' in operation, 'x-permission').toBe(true)
      expect(operation['x-idempotent']).toBe(takes(operation, 'idempotency-key') ? 'key' : 'always')
      // A POST that has no key could be repeated by nobody.
      if (method === 'post') expect(operation['x-idempotent'], 'x-idempotent').toBe('key')
      expect(operation['x-pagination']).toEqual(
        takes(operation, 'cursor') ? { items: 'data', cursor: 'cursor', nextCursor: 'pagination.nextCursor' } : undefined,
      )
    })
})

test('every error of an operation is shown by an example', () => {
  const shown = new Set(
    Object.values(spec.components.responses)
      .flatMap((response) => Object.values(response.content ?? {}).flatMap(examplesOf))
      .map(codeOf),
  )
  // Of no operation: a path that does not exist, and a method that a path lacks.
  const elsewhere = ['ROUTE_NOT_FOUND', 'METHOD_NOT_ALLOWED']
  expect(Object.keys(errorCodes).filter((code) => !shown.has(code) && !elsewhere.includes(code))).toEqual([])
})

test('every webhook says what it is and shows what comes', () => {
  for (const [name, { post }] of Object.entries(spec.webhooks)) {
    expect([post.summary, post.description].every(Boolean), name).toBe(true)
    const [example] = examplesOf(post.requestBody?.content['application/json'] ?? {})
    expect(example, name).toMatchObject({ type: name, data: { [name.split('.')[0] ?? '']: expect.any(Object) } })
  }
})

function codeOf(example: unknown): string {
  // The test of the answers has held it to the contract's envelope.
  return (example as { error: { code: string } }).error.code
}
