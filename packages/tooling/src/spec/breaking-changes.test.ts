import { expect, test } from 'vitest'
import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }
import { findBreakingChanges } from './breaking-changes.ts'

// The bundled document with its parts loosened, so that they can be taken away.
type Schema = { type?: unknown; required: string[]; enum: string[]; properties: Record<string, Schema>; oneOf: object[]; maxLength?: number }
type Operation = {
  operationId: string
  description: string
  parameters: object[]
  requestBody: { required?: boolean; content: Record<string, object> }
  responses: Record<string, object>
}
type Loose = { paths: Record<string, Record<string, Operation>>; webhooks: Record<string, object>; components: { schemas: Record<string, Schema> } }
type Change = (parts: { schema: (name: string) => Schema; operation: (path: string, method: string) => Operation; spec: Loose }) => void

function changesAfter(change: Change): string[] {
  const spec = structuredClone(document) as unknown as Loose
  const schema = (name: string) => spec.components.schemas[name] ?? expect.fail(`no schema ${name}`)
  const operation = (path: string, method: string) => spec.paths[path]?.[method] ?? expect.fail(`no ${method} ${path}`)
  change({ schema, operation, spec })
  return findBreakingChanges({ released: document, current: spec })
}

const without = (names: string[], name: string) => names.filter((each) => each !== name)
const posts = '/v1/posts'
const text = { type: 'string' }

test.each<[string, Change]>([
  ['a removed field of an answer', ({ schema }) => void delete schema('post').properties['content']],
  ['a field of an answer that may be missing from now on', ({ schema }) => (schema('post').required = without(schema('post').required, 'content'))],
  ['a field of an answer that may be null from now on', ({ schema }) => (schema('post').properties['channelId'] = { type: ['string', 'null'] } as Schema)],
  ['another form of a part of an answer', ({ schema }) => schema('post').properties['reason']?.oneOf.push(text)],
  ['a removed answer', ({ operation }) => void delete operation(posts, 'post').responses['201']],
  ['a newly required request field', ({ schema }) => schema('post-create').required.push('content')],
  ['a removed request field', ({ schema }) => void delete schema('post-create').properties['thread']],
  ['a request field that may no longer be null', ({ schema }) => (schema('post-update').properties['content'] = { type: 'string' } as Schema)],
  ['a shorter limit', ({ schema }) => Object.assign(schema('post-create').properties['content'] ?? {}, { maxLength: 5 })],
  ['a required query parameter', ({ operation }) => operation(posts, 'get').parameters.push({ name: 'z', in: 'query', required: true, schema: text })],
  ['a removed parameter', ({ operation }) => operation(posts, 'get').parameters.pop()],
  ['a body that must be there from now on', ({ operation }) => (operation('/v1/posts/{id}/retry', 'post').requestBody.required = true)],
  ['another media type of a body', ({ operation }) => (operation(posts, 'post').requestBody.content = { 'text/json': {} })],
  ['a removed operation', ({ spec }) => void delete spec.paths[posts]?.['get']],
  ['a removed path', ({ spec }) => void delete spec.paths['/v1/events']],
  ['a renamed operation', ({ operation }) => (operation(posts, 'get').operationId = 'getPosts')],
  ['a removed webhook', ({ spec }) => void delete spec.webhooks['post.created']],
])('%s is refused', (_what, change) => {
  expect(changesAfter(change)).not.toEqual([])
})

test.each<[string, Change]>([
  ['nothing', () => undefined],
  ['an optional request field', ({ schema }) => Object.assign(schema('post-create').properties, { extra: text })],
  [
    'a request field that may also be null',
    ({ schema }) => (schema('post-create').properties['channelId'] = { type: ['string', 'null'], maxLength: 255 } as Schema),
  ],
  ['an optional query parameter', ({ operation }) => operation(posts, 'get').parameters.push({ name: 'z', in: 'query', schema: text })],
  ['a field of an answer', ({ schema }) => Object.assign(schema('post').properties, { extra: text })],
  [
    'a field of an answer that is always there',
    ({ schema }) => Object.assign(schema('post').properties, { extra: text }) && schema('post').required.push('extra'),
  ],
  ['a limit of what is answered', ({ schema }) => Object.assign(schema('post').properties['channelId'] ?? {}, { maxLength: 64 })],
  ['a value of an enumeration that is answered', ({ schema }) => schema('error-code').enum.push('NEW_CODE')],
  ['an answer', ({ operation }) => (operation(posts, 'get').responses['451'] = {})],
  ['an operation', ({ spec, operation }) => (spec.paths['/v1/new'] = { get: { ...operation(posts, 'get'), operationId: 'listNew' } })],
  ['other words', ({ operation }) => (operation(posts, 'get').description = 'Other words.')],
])('%s may be added', (_what, change) => {
  expect(changesAfter(change)).toEqual([])
})
