import { expect, test } from 'vitest'
import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }
import { lintSpec } from './lint-spec.ts'

const lintAfter = (change: (spec: typeof document) => void) => {
  const spec = structuredClone(document)
  change(spec)
  return lintSpec(JSON.stringify(spec))
}

test('the committed document has no problem', async () => {
  expect(await lintAfter(() => undefined)).toEqual([])
})

test.each<[string, string, (spec: typeof document) => void]>([
  ['a text without a limit', 'string-limit', (spec) => Object.assign(spec.components.schemas['post-create'].properties.content, { maxLength: undefined })],
  ['a list without a limit', 'array-limit', (spec) => Object.assign(spec.components.schemas['post-create'].properties.mediaKeys, { maxItems: undefined })],
  ['an operation that anybody may call', 'read-restricted', (spec) => Object.assign(spec.paths['/v1/events'].get, { security: [] })],
  ['an answer without rate limit headers', 'flow-rate-limit', (spec) => Object.assign(spec.paths['/v1/events'].get.responses['200'], { headers: {} })],
  ['a key in the address', 'no-api-keys-in-url', (spec) => Object.assign(spec.components.securitySchemes.apiKey, { type: 'apiKey', in: 'query', name: 'key' })],
  ['an operation without a name', 'operation-operationId', (spec) => Object.assign(spec.paths['/v1/events'].get, { operationId: undefined })],
])('%s is refused', async (_what, rule, change) => {
  expect((await lintAfter(change)).join('\n')).toContain(rule)
})
