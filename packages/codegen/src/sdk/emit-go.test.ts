import { expect, test } from 'vitest'
import { emitGo } from './emit-go.ts'
import { goComment, goName, goParameter } from './go-text.ts'
import type { SdkField, SdkModel } from './sdk-model.ts'

const field = (more: Partial<SdkField> & { name: string }): SdkField => ({
  type: { kind: 'string' },
  isRequired: false,
  isNullable: false,
  isSecret: false,
  description: '',
  ...more,
})

const model: SdkModel = {
  groups: [
    {
      name: 'apiKeys',
      methods: [
        {
          operationId: 'listThings',
          name: 'getThings',
          summary: 'List things',
          description: 'All of them.',
          httpMethod: 'GET',
          path: '/v1/keys/{id}/things',
          pathParameters: [{ name: 'id', label: 'apiKeyId', description: '' }],
          queryType: 'ListThingsParams',
          isBodyRequired: false,
          answer: { kind: 'list', typeName: 'ApiThing' },
          isIdempotent: false,
          errors: [{ status: 404, description: 'No such key.' }],
        },
      ],
    },
  ],
  types: [
    { kind: 'object', name: 'ListThingsParams', role: 'query', description: '', fields: [field({ name: 'perPage', type: { kind: 'integer' } })] },
    {
      kind: 'object',
      name: 'ApiThing',
      role: 'output',
      description: '',
      fields: [
        field({ name: 'thingId', isRequired: true }),
        field({ name: 'settledAt', type: { kind: 'dateTime' }, isRequired: true, isNullable: true }),
        field({ name: 'apiKey', isRequired: true, isSecret: true }),
        field({ name: 'tags', type: { kind: 'array', items: { kind: 'string' } } }),
        field({ name: 'data', type: { kind: 'unknown' }, isRequired: true }),
      ],
    },
    { kind: 'enum', name: 'Mood', description: '', values: ['*', 'api-keys:read'] },
  ],
}

const contentOf = ({ from, name }: { from: SdkModel; name: string }): string => emitGo(from).find((file) => file.path.endsWith(`${name}.gen.go`))?.content ?? ''

test('names are as Go writes them', () => {
  expect([goName('apiKeys'), goName('media-url'), goName('POST_NOT_FOUND'), goParameter('apiKeyId'), goParameter('id')]).toEqual([
    'APIKeys',
    'MediaURL',
    'PostNotFound',
    'apiKeyID',
    'id',
  ])
})

test('what may be missing or null is an Opt, secrets are hidden, lists stay lists', () => {
  const types = contentOf({ from: model, name: 'types' })
  for (const line of [
    'PerPage int `json:"perPage,omitzero"`',
    'ThingID string `json:"thingId"`',
    'SettledAt Opt[time.Time] `json:"settledAt,omitzero"`',
    'APIKey Secret `json:"apiKey"`',
    'Tags []string `json:"tags,omitzero"`',
    'Data json.RawMessage `json:"data"`',
    'MoodAll         Mood = "*"',
    'MoodAPIKeysRead Mood = "api-keys:read"',
  ])
    expect(types).toContain(`\t${line}\n`)
  expect(types).toContain('import (\n\t"encoding/json"\n\t"time"\n)')
})

test('a list has its walk', () => {
  const service = contentOf({ from: model, name: 'api-keys' })
  const call = 'call{method: "GET", path: "/v1/keys/{id}/things", ids: []string{apiKeyID}, query: params}'
  expect(service).toContain(
    `GetThings(ctx context.Context, apiKeyID string, params ListThingsParams, opts ...Option) (*Page[APIThing], error) {\n\treturn sendPage[APIThing](ctx, s.transport, ${call}, opts)`,
  )
  expect(service).toContain(`AllThings(ctx context.Context, apiKeyID string, params ListThingsParams, opts ...Option) iter.Seq2[APIThing, error] {`)
})

test('a type and a value of one name are refused', () => {
  const twice: SdkModel = { groups: [], types: [...model.types, { kind: 'object', name: 'MoodAll', role: 'input', description: '', fields: [] }] }
  expect(() => emitGo(twice)).toThrow(/both be called MoodAll/)
})

test('a comment is never broken where gofmt would see a list', () => {
  const lines = goComment({ text: `${'word '.repeat(22)}- not a list` }).split('\n')
  expect(lines).toEqual([`// ${'word '.repeat(22)}-`, '// not a list'])
})
